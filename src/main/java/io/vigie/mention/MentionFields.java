package io.vigie.mention;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The fields of one mention while its JSON is being read, each checked as it comes. */
final class MentionFields {

  private int seen;
  private @Nullable String id;
  private @Nullable String brand;
  private @Nullable String platform;
  private @Nullable String text;
  private @Nullable Instant createdAt;
  private @Nullable String lang;
  private Author author = Author.UNKNOWN;
  private Engagement engagement = Engagement.NONE;
  private @Nullable String repostOf;
  private @Nullable String replyTo;
  private @Nullable String url;
  private boolean exercise;
  private boolean deleted;
  private @Nullable Instant deletedAt;
  private @Nullable Instant editedAt;

  /** Reads the object that the parser has just entered, to its end. */
  void read(JsonParser parser) throws IOException, Refusal {
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id" -> {
          once(1, name);
          id = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "brand" -> {
          once(1 << 1, name);
          brand = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "platform" -> {
          once(1 << 2, name);
          platform = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "text" -> {
          once(1 << 3, name);
          text = value == JsonToken.VALUE_NULL ? null : HarmlessText.of(string(parser, name));
        }
        case "createdAt" -> {
          once(1 << 4, name);
          createdAt = time(parser, name);
        }
        case "lang" -> {
          once(1 << 5, name);
          lang = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "author" -> {
          once(1 << 6, name);
          author = author(parser);
        }
        case "engagement" -> {
          once(1 << 7, name);
          engagement = engagement(parser);
        }
        case "repostOf" -> {
          once(1 << 8, name);
          repostOf = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "replyTo" -> {
          once(1 << 9, name);
          replyTo = identifier(parser, name, MentionParser.MAX_IDENTIFIER);
        }
        case "url" -> {
          once(1 << 10, name);
          url = identifier(parser, name, MentionParser.MAX_URL);
        }
        case "exercise" -> {
          once(1 << 11, name);
          exercise = flag(parser, name);
        }
        case "deleted" -> {
          once(1 << 19, name);
          deleted = flag(parser, name);
        }
        case "deletedAt" -> {
          once(1 << 20, name);
          deletedAt = time(parser, name);
        }
        case "editedAt" -> {
          once(1 << 21, name);
          editedAt = time(parser, name);
        }
        default -> parser.skipChildren();
      }
    }
  }

  /**
   * The mention; its brand is empty where none was given.
   *
   * @throws Refusal if a required field is missing
   */
  Mention mention() throws Refusal {
    if (text == null) {
      throw missing("text");
    }
    if (createdAt == null) {
      throw missing("createdAt");
    }
    return new Mention(
        required(id, "id"),
        brand == null ? "" : brand,
        required(platform, "platform").toLowerCase(Locale.ROOT),
        text,
        createdAt,
        lang,
        author,
        engagement,
        repostOf,
        replyTo,
        url,
        exercise);
  }

  /** Whether the record is no mention but word that one is gone. */
  boolean isDeletion() {
    return deleted;
  }

  /** When the mention was last edited, or null if the record does not say that it was. */
  @Nullable Instant editedAt() {
    return editedAt;
  }

  /**
   * The retraction that a deletion is; its brand is empty where none was given.
   *
   * @throws Refusal if a required field is missing
   */
  Retraction deletion() throws Refusal {
    if (deletedAt == null) {
      throw missing("deletedAt");
    }
    return new Retraction(
        required(id, "id"),
        required(platform, "platform").toLowerCase(Locale.ROOT),
        brand == null ? "" : brand,
        deletedAt,
        null);
  }

  private void once(int bit, String name) throws Refusal {
    if ((seen & bit) != 0) {
      throw new Refusal(DeadLetterReason.MALFORMED, "'" + name + "' is given twice");
    }
    seen |= bit;
  }

  private Author author(JsonParser parser) throws IOException, Refusal {
    if (isNullObject(parser, "author")) {
      return Author.UNKNOWN;
    }
    String authorId = null;
    Long followers = null;
    boolean verified = false;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      switch (name) {
        case "id" -> {
          once(1 << 12, "author.id");
          authorId = identifier(parser, "author.id", MentionParser.MAX_IDENTIFIER);
        }
        case "followers" -> {
          once(1 << 13, "author.followers");
          followers = count(parser, "author.followers", Author.MAX_FOLLOWERS);
        }
        case "verified" -> {
          once(1 << 14, "author.verified");
          verified = flag(parser, "author.verified");
        }
        default -> parser.skipChildren();
      }
    }
    return new Author(authorId, followers, verified);
  }

  private Engagement engagement(JsonParser parser) throws IOException, Refusal {
    if (isNullObject(parser, "engagement")) {
      return Engagement.NONE;
    }
    Long likes = null;
    Long shares = null;
    Long replies = null;
    Long views = null;
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      switch (name) {
        case "likes" -> {
          once(1 << 15, "engagement.likes");
          likes = count(parser, "engagement.likes", Engagement.MAX_COUNT);
        }
        case "shares" -> {
          once(1 << 16, "engagement.shares");
          shares = count(parser, "engagement.shares", Engagement.MAX_COUNT);
        }
        case "replies" -> {
          once(1 << 17, "engagement.replies");
          replies = count(parser, "engagement.replies", Engagement.MAX_COUNT);
        }
        case "views" -> {
          once(1 << 18, "engagement.views");
          views = count(parser, "engagement.views", Engagement.MAX_COUNT);
        }
        default -> parser.skipChildren();
      }
    }
    return new Engagement(orZero(likes), orZero(shares), orZero(replies), views);
  }

  private static long orZero(@Nullable Long count) {
    return count == null ? 0 : count;
  }

  private static boolean isNullObject(JsonParser parser, String name) throws Refusal {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return true;
    }
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw wrong(name, "an object");
    }
    return false;
  }

  private static @Nullable Instant time(JsonParser parser, String name)
      throws IOException, Refusal {
    switch (parser.currentToken()) {
      case VALUE_NULL:
        return null;
      case VALUE_STRING:
        String text = parser.getText().strip();
        return text.isEmpty() ? null : CreatedAt.parse(text);
      case VALUE_NUMBER_INT:
        // A number beyond long is as unbelievable as the largest long.
        return CreatedAt.ofMillis(isLong(parser) ? parser.getLongValue() : Long.MAX_VALUE);
      default:
        throw new Refusal(
            DeadLetterReason.BAD_TIME,
            "'" + name + "' should be an ISO-8601 text or epoch milliseconds as a whole number");
    }
  }

  private static @Nullable Long count(JsonParser parser, String name, long max)
      throws IOException, Refusal {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT && isLong(parser)) {
      long count = parser.getLongValue();
      if (count >= 0 && count <= max) {
        return count;
      }
    }
    throw wrong(name, "a whole number from 0 to " + max);
  }

  private static boolean isLong(JsonParser parser) throws IOException {
    return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
  }

  private static boolean flag(JsonParser parser, String name) throws Refusal {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE, VALUE_NULL -> false;
      default -> throw wrong(name, "true or false");
    };
  }

  /** A short text without control characters; null where it is null or blank. */
  private static @Nullable String identifier(JsonParser parser, String name, int maxLength)
      throws IOException, Refusal {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    String value = string(parser, name).strip();
    if (value.length() > maxLength) {
      throw wrong(name, "at most " + maxLength + " characters long");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)
          || c == '\u2028'
          || c == '\u2029'
          || HarmlessText.isUnpaired(value, i)) {
        throw wrong(name, "free of control characters and unpaired surrogates");
      }
    }
    return value.isEmpty() ? null : value;
  }

  private static String string(JsonParser parser, String name) throws IOException, Refusal {
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      throw wrong(name, "a text");
    }
    return parser.getText();
  }

  private static String required(@Nullable String value, String name) throws Refusal {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  private static Refusal missing(String name) {
    return new Refusal(DeadLetterReason.MISSING_FIELD, "'" + name + "' is missing or empty");
  }

  private static Refusal wrong(String name, String expected) {
    return new Refusal(DeadLetterReason.BAD_FIELD, "'" + name + "' should be " + expected);
  }
}
