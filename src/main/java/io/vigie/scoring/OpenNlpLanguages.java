package io.vigie.scoring;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Apache OpenNLP's language detector, for texts whose grammar words do not tell their language. It
 * knows 183 languages and so mistakes many a short text for a rare one; only those that posts about
 * a French or English brand are likely to be in are considered. Some 80 microseconds a text. One
 * instance belongs to one thread; the model is read once, when it is first needed.
 */
final class OpenNlpLanguages {

  /** ISO 639-3, as the model has it, to ISO 639-1. */
  private static final Map<String, String> LIKELY =
      Map.of(
          "fra", "fr", "eng", "en", "deu", "de", "spa", "es", "ita", "it", "por", "pt", "nld", "nl",
          "cat", "ca", "ron", "ro");

  /** Letters below which there is nothing to go by. */
  private static final int LEAST_LETTERS = 15;

  /** Characters that are looked at; more cost time and tell no more. */
  private static final int MOST_CHARACTERS = 300;

  /** How much likelier than the next language the likeliest must be. */
  private static final double LEAST_LEAD = 1.05;

  private static final Pattern NO_LANGUAGE = Pattern.compile("@\\w+|https?\\S*|[#\\p{So}]");

  private static final class Shared {
    static final LanguageDetectorModel MODEL = read();

    private static LanguageDetectorModel read() {
      try (InputStream in =
          Objects.requireNonNull(
              OpenNlpLanguages.class.getResourceAsStream("/langdetect-183.bin"),
              "opennlp-models-langdetect is not on the class path")) {
        return new LanguageDetectorModel(in);
      } catch (IOException e) {
        throw new UncheckedIOException("the language model on the class path is damaged", e);
      }
    }
  }

  private @Nullable LanguageDetectorME detector;

  /** The language of a text (ISO 639-1), or null if it cannot be told. */
  @Nullable String detect(String text) {
    String head = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
    String words = NO_LANGUAGE.matcher(head).replaceAll(" ");
    if (words.chars().filter(Character::isLetter).count() < LEAST_LETTERS) {
      return null;
    }
    LanguageDetectorME opened = detector;
    if (opened == null) {
      opened = new LanguageDetectorME(Shared.MODEL);
      detector = opened;
    }
    String first = null;
    double most = 0;
    // by falling confidence
    for (Language language : opened.predictLanguages(words)) {
      String code = LIKELY.get(language.getLang());
      if (code == null) {
        continue;
      }
      if (first != null) {
        return most >= LEAST_LEAD * language.getConfidence() ? first : null;
      }
      first = code;
      most = language.getConfidence();
    }
    return first;
  }
}
