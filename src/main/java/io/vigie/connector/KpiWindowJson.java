package io.vigie.connector;

import io.vigie.kpi.KpiWindow;

/** A KPI window as one line of JSON ({@code jobs/schema/kpi.schema.json}). */
public final class KpiWindowJson {
  private KpiWindowJson() {}

  /** UTF-8 bytes of one object, without a line feed. */
  public static byte[] toBytes(KpiWindow kpi) {
    return JsonLine.of(
        line ->
            line.text("brand", kpi.brand())
                .text("platform", kpi.platform())
                .text("size", kpi.size())
                .instant("start", kpi.start())
                .instant("end", kpi.end())
                .count("revision", kpi.revision())
                .count("mentions", kpi.mentions())
                .count("authors", kpi.authors())
                .count("positive", kpi.positive())
                .count("neutral", kpi.neutral())
                .count("negative", kpi.negative())
                .count("unscored", kpi.unscored())
                .decimal("netSentiment", kpi.netSentiment())
                .count("likes", kpi.likes())
                .count("shares", kpi.shares())
                .count("replies", kpi.replies())
                .count("interactions", kpi.interactions())
                .decimal("engagementRate", kpi.engagementRate())
                .text("engagementDenominator", kpi.engagementDenominator())
                .count("engagementBase", kpi.engagementBase())
                .count("potentialReach", kpi.potentialReach())
                .decimal("shareOfVoice", kpi.shareOfVoice())
                .text("competitorSet", kpi.competitorSet())
                .count("followers", kpi.followers())
                .count("followersChange", kpi.followersChange()));
  }
}
