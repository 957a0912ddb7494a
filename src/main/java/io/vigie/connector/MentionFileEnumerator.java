package io.vigie.connector;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Gives the one split to the first reader that asks and tells the others that there is none. */
final class MentionFileEnumerator
    implements SplitEnumerator<MentionFileSplit, List<MentionFileSplit>> {

  private final SplitEnumeratorContext<MentionFileSplit> context;
  private final List<MentionFileSplit> waiting;

  MentionFileEnumerator(
      SplitEnumeratorContext<MentionFileSplit> context, List<MentionFileSplit> waiting) {
    this.context = context;
    this.waiting = new ArrayList<>(waiting);
  }

  @Override
  public void start() {}

  @Override
  public void handleSplitRequest(int subtaskId, @Nullable String requesterHostname) {
    if (waiting.isEmpty()) {
      context.signalNoMoreSplits(subtaskId);
    } else {
      context.assignSplit(waiting.remove(0), subtaskId);
    }
  }

  @Override
  public void addSplitsBack(List<MentionFileSplit> splits, int subtaskId) {
    waiting.addAll(splits);
  }

  @Override
  public void addReader(int subtaskId) {}

  @Override
  public List<MentionFileSplit> snapshotState(long checkpointId) {
    return List.copyOf(waiting);
  }

  @Override
  public void close() {}
}
