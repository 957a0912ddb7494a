package io.vigie.stream;

import io.vigie.mention.Mention;
import io.vigie.mention.Watchlist;
import io.vigie.mention.WatchlistSettings;
import io.vigie.scoring.ScoredMention;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Picks the most urgent mentions per brand and minute before they are sent to their brand, so that
 * a brand in a storm sends no more than a quiet one. They leave when the watermark passes their
 * minute, when too many wait, and before every checkpoint barrier: there is nothing to keep as
 * state. The brand's own posts are left out.
 */
final class PickMentionsOperator extends AbstractStreamOperator<PickedMention>
    implements OneInputStreamOperator<ScoredMention, PickedMention>, BoundedOneInput {

  /** Waiting mentions at most; each is 1 KB, seldom more. */
  private static final int MAX_WAITING = 50_000;

  private static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  private record Key(String brand, long minute, boolean exercise) {}

  /** The mentions picked, the most urgent first, and beside each the words it says. */
  private record Picks(List<PickedMention> mentions, List<String> said) {}

  private final WatchlistSettings watchlistSettings;
  private final int perMinute;

  private transient Watchlist watchlist;
  private transient Map<Key, Picks> waiting;
  private transient int count;

  PickMentionsOperator(WatchlistSettings watchlistSettings, int perMinute) {
    this.watchlistSettings = watchlistSettings;
    this.perMinute = perMinute;
  }

  @Override
  public void open() throws Exception {
    watchlist = new Watchlist(watchlistSettings.brands());
    waiting = new HashMap<>();
    count = 0;
    super.open();
  }

  @Override
  public void processElement(StreamRecord<ScoredMention> element) {
    Mention mention = element.getValue().mention();
    if (watchlist.isOfficialAccount(mention.brand(), mention.author().id())) {
      return;
    }
    if (count >= MAX_WAITING) {
      flush(Long.MAX_VALUE);
    }
    PickedMention picked = PickedMention.of(element.getValue());
    Picks others =
        waiting.computeIfAbsent(
            new Key(mention.brand(), picked.minute(), mention.exercise()),
            key -> new Picks(new ArrayList<>(), new ArrayList<>()));
    int before = others.mentions().size();
    picked.keepIn(others.mentions(), others.said(), perMinute);
    count += others.mentions().size() - before;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    flush(mark.getTimestamp());
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush(Long.MAX_VALUE);
  }

  @Override
  public void endInput() {
    flush(Long.MAX_VALUE);
  }

  /** Sends on what waits of the minutes that end no later than an instant (epoch milliseconds). */
  private void flush(long upTo) {
    for (Iterator<Map.Entry<Key, Picks>> all = waiting.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Key, Picks> entry = all.next();
      long minute = entry.getKey().minute();
      if (upTo == Long.MAX_VALUE || (minute + 1) * MINUTE - 1 <= upTo) {
        all.remove();
        count -= entry.getValue().mentions().size();
        for (PickedMention picked : entry.getValue().mentions()) {
          output.collect(new StreamRecord<>(picked, minute * MINUTE));
        }
      }
    }
  }
}
