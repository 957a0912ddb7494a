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
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Adds mentions up per brand, platform and minute before they are sent to their brand
 * (docs/adr/0005). When too many tallies wait, all leave early. Mentions later than the allowance
 * go to their own output and are counted nowhere else.
 */
final class TallyMinutesOperator
    extends HoldMinutesOperator<TallyMinutesOperator.Key, Tally, Tally> {

  static final OutputTag<Mention> LATE = new OutputTag<>("late-mentions", MentionTypeInfo.INSTANCE);

  /** Waiting tallies at most; each is 1 to 20 KB. */
  private static final int MAX_WAITING = 20_000;

  private static final long serialVersionUID = 1L;

  /** Compared once a mention: what a record makes of itself took 3 % of the whole chain. */
  record Key(String brand, String platform, long minute, boolean exercise) implements OfMinute {

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
    Tally tally = waiting.get(key);
    if (tally == null) {
      if (waiting.size() >= MAX_WAITING) {
        flushAll();
      }
      tally = Tally.forMention(mention);
      waiting.put(key, tally);
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
  void send(Tally leaving, long timestamp) {
    output.collect(new StreamRecord<>(leaving, timestamp));
  }
}
