package io.vigie.response;

import io.vigie.incident.Alert;
import io.vigie.incident.Evidence.SignalEvidence;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.incident.Voices;
import io.vigie.scoring.Category;
import io.vigie.scoring.Emotion;
import io.vigie.signal.Indicator;
import java.io.Serializable;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what cases are compared; what is not known is left out.
 *
 * @param scenario as in playbooks, or {@link Playbook#GENERAL} where none fits
 * @param crisisType who is held responsible, or null where not known
 * @param features the numbers that are known
 */
public record CaseProfile(
    String scenario, @Nullable CrisisType crisisType, Map<CaseFeature, Double> features)
    implements Serializable {

  /** Share of the mentions from which a platform counts. */
  private static final double PLATFORM_SHARE = 0.05;

  /** The profile of an incident as one alert tells it. */
  public static CaseProfile of(Alert alert) {
    Map<CaseFeature, Double> features = new EnumMap<>(CaseFeature.class);
    for (SignalEvidence signal : alert.evidence().signals()) {
      add(signal, features);
    }
    Voices voices = alert.evidence().voices();
    if (voices != null && !voices.emotions().isEmpty()) {
      features.put(
          CaseFeature.AROUSAL_SHARE,
          share(voices.emotions(), Emotion.ANGER.label())
              + share(voices.emotions(), Emotion.DISGUST.label())
              + share(voices.emotions(), Emotion.FEAR.label()));
    }
    if (voices != null && !voices.categories().isEmpty()) {
      features.put(
          CaseFeature.COMPLAINT_SHARE, share(voices.categories(), Category.COMPLAINT.label()));
    }
    long platforms = platforms(alert.evidence().mentionsByPlatform().values());
    if (platforms > 0) {
      features.put(CaseFeature.PLATFORMS, (double) platforms);
    }
    SuggestedPlaybook playbook = alert.playbook();
    return new CaseProfile(
        playbook == null ? Playbook.GENERAL : playbook.scenario(),
        playbook == null ? null : type(playbook.crisisType()),
        features);
  }

  private static void add(SignalEvidence signal, Map<CaseFeature, Double> features) {
    double value = signal.value();
    if (!Double.isFinite(value) || value < 0) {
      return;
    }
    Double expected = signal.expected();
    if (signal.indicator().equals(Indicator.VOLUME.label()) && expected != null) {
      features.merge(CaseFeature.PEAK_RATIO, value / Math.max(1, expected), Math::max);
    } else if (signal.indicator().equals(Indicator.NEGATIVE_SHARE.label())) {
      features.merge(CaseFeature.NEGATIVE_SHARE, value, Math::max);
    } else if (signal.indicator().equals(Indicator.VELOCITY.label())) {
      features.merge(CaseFeature.GROWTH, value, Math::max);
    } else if (signal.indicator().equals(Indicator.NEGATIVE_REACH.label())) {
      features.merge(CaseFeature.REACH, value, Math::max);
    } else if (signal.indicator().equals(Indicator.AUTHORITY.label())) {
      features.merge(CaseFeature.AUTHORITY, value, Math::max);
    }
  }

  private static double share(Map<String, Double> shares, String label) {
    return shares.getOrDefault(label, 0.0);
  }

  private static long platforms(Collection<Long> mentions) {
    double all = mentions.stream().mapToLong(count -> count).sum();
    return mentions.stream().filter(count -> count > 0 && count >= PLATFORM_SHARE * all).count();
  }

  private static @Nullable CrisisType type(@Nullable String label) {
    for (CrisisType type : CrisisType.values()) {
      if (type.name().toLowerCase(Locale.ROOT).equals(label)) {
        return type;
      }
    }
    return null;
  }
}
