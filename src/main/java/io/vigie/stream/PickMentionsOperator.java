package io.vigie.stream;

import io.vigie.mention.Mention;
import io.vigie.mention.Watchlist;
import io.vigie.mention.WatchlistSettings;
import io.vigie.scoring.ScoredMention;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Picks the most urgent mentions per brand and minute before they are sent to their brand, so that
 * a brand in a storm sends no more than a quiet one. When too many wait, all leave early. The
 * brand's own posts are left out.
 */
final class PickMentionsOperator
    extends HoldMinutesOperator<
        PickMentionsOperator.Key, PickMentionsOperator.Picks, PickedMention> {

  /** Waiting mentions at most; each is 1 KB, seldom more. */
  private static final int MAX_WAITING = 50_000;

  private static final long serialVersionUID = 1L;

  record Key(String brand, long minute, boolean exercise) implements OfMinute {}

  /** The mentions picked, the most urgent first, and beside each the words it says. */
  record Picks(List<PickedMention> mentions, List<String> said) {}

  private final WatchlistSettings watchlistSettings;
  private final int perMinute;

  private transient Watchlist watchlist;
  private transient int count;

  PickMentionsOperator(WatchlistSettings watchlistSettings, int perMinute) {
    this.watchlistSettings = watchlistSettings;
    this.perMinute = perMinute;
  }

  @Override
  public void open() throws Exception {
    watchlist = new Watchlist(watchlistSettings.brands());
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
      flushAll();
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
  void send(Picks leaving, long timestamp) {
    count -= leaving.mentions().size();
    for (PickedMention picked : leaving.mentions()) {
      output.collect(new StreamRecord<>(picked, timestamp));
    }
  }
}
