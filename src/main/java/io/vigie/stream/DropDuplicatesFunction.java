package io.vigie.stream;

import io.vigie.mention.Mention;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Lets each mention (platform, id and brand) through once.
 *
 * <p>Mentions are spread over a fixed number of slots by a 64-bit hash; a slot remembers the hashes
 * it has seen in two generations. When event time has moved on by the window, the older generation
 * is forgotten. So a repeat is recognised for at least one window and at most two, and the state
 * holds at most what arrives in two windows, about 60 bytes a mention on the heap. Two different
 * mentions share a hash, and the second is lost, with a probability of n / 2^64 for n remembered
 * mentions: once in 180,000 million at a hundred million.
 */
final class DropDuplicatesFunction extends KeyedProcessFunction<Integer, Mention, Mention> {

  /** Slots: few enough for few timers, many enough to spread evenly over any parallelism. */
  static final int SLOTS = 4096;

  private static final long serialVersionUID = 1L;

  private final long windowMillis;

  private transient MapState<Long, Boolean> even;
  private transient MapState<Long, Boolean> odd;
  private transient ValueState<Long> generation;
  private transient Tallied duplicates;

  DropDuplicatesFunction(long windowMillis) {
    this.windowMillis = windowMillis;
  }

  /** The slot of a mention. */
  static KeySelector<Mention, Integer> bySlot() {
    return mention -> (int) (hash(mention) & (SLOTS - 1));
  }

  @Override
  public void open(OpenContext context) {
    even = getRuntimeContext().getMapState(seen("seen-even"));
    odd = getRuntimeContext().getMapState(seen("seen-odd"));
    generation = getRuntimeContext().getState(new ValueStateDescriptor<>("generation", Types.LONG));
    duplicates = Tallied.register(getRuntimeContext(), Tallied.DUPLICATES);
  }

  private static MapStateDescriptor<Long, Boolean> seen(String name) {
    return new MapStateDescriptor<>(name, Types.LONG, Types.BOOLEAN);
  }

  @Override
  public void processElement(Mention mention, Context context, Collector<Mention> out)
      throws Exception {
    Long current = generation.value();
    if (current == null) {
      // A late mention is remembered as long as any other: from now on, and not from its time.
      current =
          Math.max(context.timestamp(), context.timerService().currentWatermark()) / windowMillis;
      generation.update(current);
      context.timerService().registerEventTimeTimer((current + 1) * windowMillis);
    }
    long hash = hash(mention);
    if (even.contains(hash) || odd.contains(hash)) {
      duplicates.add();
      return;
    }
    (current % 2 == 0 ? even : odd).put(hash, true);
    out.collect(mention);
  }

  /** Forgets the older generation, and goes on only while there is something left to forget. */
  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<Mention> out)
      throws Exception {
    long next = timestamp / windowMillis;
    (next % 2 == 0 ? even : odd).clear();
    if (even.isEmpty() && odd.isEmpty()) {
      generation.clear();
    } else {
      generation.update(next);
      context.timerService().registerEventTimeTimer((next + 1) * windowMillis);
    }
  }

  /**
   * FNV-1a over platform, id and brand, finished by the mixer of SplitMix64 so that the low bits
   * are even.
   */
  static long hash(Mention mention) {
    long h = 0xcbf29ce484222325L;
    h = fnv(h, mention.platform());
    h = fnv(h, mention.id());
    h = fnv(h, mention.brand());
    h = (h ^ (h >>> 30)) * 0xbf58476d1ce4e5b9L;
    h = (h ^ (h >>> 27)) * 0x94d049bb133111ebL;
    return h ^ (h >>> 31);
  }

  private static long fnv(long hash, String text) {
    long h = hash;
    for (int i = 0; i < text.length(); i++) {
      h = (h ^ text.charAt(i)) * 0x100000001b3L;
    }
    return (h ^ 0x1F) * 0x100000001b3L; // a separator, so that "ab","c" and "a","bc" differ
  }
}
