package io.vigie.stream;

import io.vigie.incident.Alert;
import io.vigie.incident.Incident;
import io.vigie.kpi.KpiWindow;
import io.vigie.mention.DeadLetter;
import io.vigie.mention.Mention;
import io.vigie.scoring.ScoredMention;
import io.vigie.signal.BrandStep;
import io.vigie.signal.IndicatorStep;
import io.vigie.signal.Signal;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * The streams that leave the detection pipeline.
 *
 * @param steps what the indicators are made of, drills too: for those who try other patterns on it
 */
public record DetectionResults(
    DataStream<ScoredMention> scoredMentions,
    DataStream<KpiWindow> kpis,
    DataStream<BrandStep> steps,
    DataStream<IndicatorStep> indicators,
    DataStream<Signal> signals,
    DataStream<Incident> incidents,
    DataStream<Alert> alerts,
    DataStream<DeadLetter> deadLetters,
    DataStream<Mention> lateMentions) {}
