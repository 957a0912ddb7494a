package io.vigie.cli.demo;

import java.time.temporal.ChronoUnit;

/**
 * How a scenario goes: how many mentions it adds in each of its minutes. Told once from its dice,
 * so that every part of it can be played alone.
 */
final class Course {

  /** How many further mentions one mention of a crisis leads to while nobody has had enough yet. */
  private static final double OFFSPRING = 2.2;

  /** Mean time from a mention to one that it leads to, in minutes. */
  private static final double DELAY_MINUTES = 8;

  /** Minutes of a scenario at which the influential posts are made. */
  static final int[] LEAD_MINUTES = {0, 1, 4};

  /** How many ordinary mentions an influential post leads to as many as. */
  private static final double LEAD_WEIGHT = 8;

  /** Mentions of a crisis that nobody else led to, in its first minute, and how long they last. */
  private static final double FRESH_PER_MINUTE = 1.5;

  private static final double FRESH_HALF_LIFE_MINUTES = 240;
  private static final double LAUNCH_HALF_LIFE_MINUTES = 180;
  private static final double RAMP_MINUTES = 15;

  /** A launch or bump at night still reaches people who are awake. */
  private static final double LEAST_RHYTHM = 0.4;

  private final Scenario scenario;
  private final long firstMinute;
  private final int[] mentions;

  private Course(Scenario scenario, long firstMinute, int[] mentions) {
    this.scenario = scenario;
    this.firstMinute = firstMinute;
    this.mentions = mentions;
  }

  static Course of(Scenario scenario, DemoBrand brand, Dice dice) {
    int[] mentions =
        scenario.kind() == Scenario.Kind.CRISIS
            ? explode(scenario, dice)
            : rise(scenario, brand, dice);
    return new Course(scenario, scenario.start().getEpochSecond() / 60, mentions);
  }

  Scenario scenario() {
    return scenario;
  }

  /** Minutes since the epoch at which it starts. */
  long firstMinute() {
    return firstMinute;
  }

  /** Mentions that it adds in a minute (counted from the epoch), beside the influential posts. */
  int mentionsIn(long minute) {
    long since = minute - firstMinute;
    return since < 0 || since >= mentions.length ? 0 : mentions[(int) since];
  }

  /** Which influential post is made in a minute (counted from the epoch), or -1. */
  int leadIn(long minute) {
    if (scenario.kind() != Scenario.Kind.BUMP) {
      for (int lead = 0; lead < LEAD_MINUTES.length; lead++) {
        if (firstMinute + LEAD_MINUTES[lead] == minute) {
          return lead;
        }
      }
    }
    return -1;
  }

  /**
   * A self-exciting process (Hawkes) with an exponential kernel, slowed as those who care have
   * spoken.
   */
  private static int[] explode(Scenario scenario, Dice dice) {
    int[] mentions = new int[scenario.kind().minutes()];
    double excitement = 0;
    double spoken = 0;
    for (int minute = 0; minute < mentions.length; minute++) {
      for (int lead : LEAD_MINUTES) {
        if (lead == minute) {
          excitement += LEAD_WEIGHT;
        }
      }
      double left = Math.max(0, 1 - spoken / scenario.size());
      double fresh = FRESH_PER_MINUTE * Math.pow(0.5, minute / FRESH_HALF_LIFE_MINUTES);
      int count = dice.poisson(fresh + OFFSPRING / DELAY_MINUTES * excitement * left);
      mentions[minute] = count;
      spoken += count;
      excitement = (excitement + count) * Math.exp(-1 / DELAY_MINUTES);
    }
    return mentions;
  }

  /** A ramp, then a slow decay (launch) or an end (bump), on top of the ordinary volume. */
  private static int[] rise(Scenario scenario, DemoBrand brand, Dice dice) {
    int[] mentions = new int[scenario.kind().minutes()];
    for (int minute = 0; minute < mentions.length; minute++) {
      double ordinary =
          brand.mentionsPerHour()
              / 60
              * Math.max(
                  LEAST_RHYTHM, Rhythm.at(scenario.start().plus(minute, ChronoUnit.MINUTES)));
      double height = Math.min(1, (minute + 1) / RAMP_MINUTES);
      double stays =
          scenario.kind() == Scenario.Kind.LAUNCH
              ? Math.pow(0.5, minute / LAUNCH_HALF_LIFE_MINUTES)
              : Math.min(1, (mentions.length - minute) / RAMP_MINUTES);
      mentions[minute] = dice.poisson((scenario.size() - 1) * ordinary * height * stays);
    }
    return mentions;
  }
}
