package io.vigie.stream;

import io.vigie.kpi.AlarmWords;
import io.vigie.kpi.Tally;
import io.vigie.kpi.TextReader;
import io.vigie.mention.Mention;
import io.vigie.mention.WatchedBrand;
import io.vigie.mention.Watchlist;
import io.vigie.mention.WatchlistSettings;
import io.vigie.scoring.ScoredMention;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Adds mentions up per brand, platform and minute before they are sent to their brand
 * (docs/adr/0005). A tally leaves when the watermark passes its minute, when too many are open, and
 * before every checkpoint barrier, so that there is nothing to keep as state. Mentions later than
 * the allowance go to their own output and are counted nowhere else.
 */
final class TallyMinutesOperator extends AbstractStreamOperator<Tally>
    implements OneInputStreamOperator<ScoredMention, Tally>, BoundedOneInput {

  static final OutputTag<Mention> LATE = new OutputTag<>("late-mentions", MentionTypeInfo.INSTANCE);

  /** Open tallies at most; each is 1 to 20 KB. */
  private static final int MAX_OPEN = 20_000;

  private static final long MINUTE = 60_000L;
  private static final long serialVersionUID = 1L;

  /** Compared once a mention: what a record makes of itself took 3 % of the whole chain. */
  private record Key(String brand, String platform, long minute, boolean exercise) {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && minute == key.minute
          && exercise == key.exercise
          && brand.equals(key.brand)
          && platform.equals(key.platform);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * brand.hashCode() + platform.hashCode()) + Long.hashCode(minute);
    }
  }

  private final WatchlistSettings watchlistSettings;
  private final long allowedLatenessMillis;

  private transient Map<Key, Tally> open;
  private transient Watchlist watchlist;
  private transient Map<String, TextReader> readers;
  private transient Tallied late;
  private transient volatile long watermark;

  TallyMinutesOperator(WatchlistSettings watchlistSettings, long allowedLatenessMillis) {
    this.watchlistSettings = watchlistSettings;
    this.allowedLatenessMillis = allowedLatenessMillis;
  }

  @Override
  public void open() throws Exception {
    open = new HashMap<>();
    watchlist = new Watchlist(watchlistSettings.brands());
    readers = new HashMap<>();
    for (WatchedBrand brand : watchlistSettings.brands()) {
      if (!brand.alarmWords().isEmpty()) {
        readers.put(brand.name(), new TextReader(AlarmWords.with(brand.alarmWords())));
      }
    }
    late = Tallied.register(getRuntimeContext(), Tallied.LATE);
    watermark = Long.MIN_VALUE;
    Tallied.group(getRuntimeContext())
        .<Long, Gauge<Long>>gauge(Tallied.WATERMARK_LAG, () -> Tallied.millisSince(watermark));
    super.open();
  }

  @Override
  public void processElement(StreamRecord<ScoredMention> element) {
    ScoredMention scored = element.getValue();
    Mention mention = scored.mention();
    long minute = Tally.minuteOf(mention.createdAt().toEpochMilli());
    long minuteEnd = (minute + 1) * MINUTE;
    if (watermark >= minuteEnd && watermark - minuteEnd >= allowedLatenessMillis) {
      late.add();
      output.collect(LATE, new StreamRecord<>(mention, element.getTimestamp()));
      return;
    }
    Key key = new Key(mention.brand(), mention.platform(), minute, mention.exercise());
    Tally tally = open.get(key);
    if (tally == null) {
      if (open.size() >= MAX_OPEN) {
        flush(Long.MAX_VALUE);
      }
      tally = Tally.forMention(mention);
      open.put(key, tally);
    }
    if (watchlist.isOfficialAccount(mention.brand(), mention.author().id())) {
      tally.addOwn(scored);
      Long followers = mention.author().followers();
      if (followers != null) {
        tally.seeOwnFollowers(followers, mention.createdAt().toEpochMilli());
      }
    } else {
      tally.add(scored, readers.getOrDefault(mention.brand(), TextReader.shipped()));
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    flush(watermark);
    super.processWatermark(mark);
  }

  /**
   * Never idle: if nothing at all is said, time stands still. Here all partitions have come
   * together, so there is none left to wait for; and where streams meet again behind, one that
   * wakes first would run ahead of the others.
   */
  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    // not sent on
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) {
    flush(Long.MAX_VALUE);
  }

  @Override
  public void endInput() {
    flush(Long.MAX_VALUE);
  }

  /** Sends on the tallies of the minutes that end no later than an instant (epoch milliseconds). */
  private void flush(long upTo) {
    for (Iterator<Tally> tallies = open.values().iterator(); tallies.hasNext(); ) {
      Tally tally = tallies.next();
      if (upTo == Long.MAX_VALUE || (tally.minute + 1) * MINUTE - 1 <= upTo) {
        tallies.remove();
        output.collect(new StreamRecord<>(tally, tally.minute * MINUTE));
      }
    }
  }
}
