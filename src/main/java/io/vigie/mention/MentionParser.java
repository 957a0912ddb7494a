package io.vigie.mention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The door: turns the bytes of one record into mentions, or into one dead letter that says why not.
 * It never throws on bad input.
 *
 * <p>What it accepts is one JSON object in UTF-8 (a byte order mark is tolerated) of at most {@link
 * #MAX_BYTES}. Required are {@code id}, {@code platform}, {@code text} (may be empty) and {@code
 * createdAt} (ISO-8601 with an offset, or epoch milliseconds as a number), and {@code brand} unless
 * the watchlist finds one; {@code null} counts as missing. Unknown fields are ignored. A field that
 * it knows may stand only once, because readers disagree which one of two counts. Identifiers have
 * at most {@link #MAX_IDENTIFIER} characters and no control characters. In a text, NUL and unpaired
 * surrogates become U+FFFD, because stores refuse them.
 *
 * <p>A record with {@code "deleted": true} is word that a mention is gone: it needs {@code id},
 * {@code platform} and {@code deletedAt}. A mention with {@code editedAt} says that its text
 * replaces an earlier one. Both give a {@link Retraction} for the brand, or for every watched one
 * where none is given.
 *
 * <p>Not thread-safe; one per subtask. It remembers only the unlisted brands that it has taken, up
 * to the quota of {@link WatchlistSettings#maxUnlistedBrands()}.
 */
public final class MentionParser {

  /** Largest record that is read, in bytes. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Longest id, brand, platform, author id and language, in UTF-16 units. */
  public static final int MAX_IDENTIFIER = 256;

  /** Longest url, in UTF-16 units. */
  public static final int MAX_URL = 2048;

  /** Deepest nesting of JSON that is read. */
  public static final int MAX_DEPTH = 32;

  private final JsonFactory json =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxDocumentLength(MAX_BYTES)
                  .maxStringLength(MAX_BYTES)
                  .maxNumberLength(64)
                  .maxNameLength(1024)
                  .build())
          // Interned names would outlive the records that invented them.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          // UTF-8 is what the contract says; guessing would let UTF-16 in by its NUL bytes.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .build();

  private final IntakeSettings settings;
  private final Watchlist watchlist;
  private final Set<String> unlistedBrands = new HashSet<>();

  public MentionParser(IntakeSettings settings) {
    this.settings = settings;
    this.watchlist = new Watchlist(settings.watchlist().brands());
  }

  /**
   * Reads one record.
   *
   * @param bytes the record; null for one without a value, such as a Kafka tombstone
   * @param ingestedAt when it was read: createdAt is compared with it
   * @param out receives one mention per brand (the second and further ones as copies), or exactly
   *     one dead letter
   */
  public void parse(
      byte @Nullable [] bytes, Origin origin, Instant ingestedAt, Consumer<Intake> out) {
    Mention mention;
    List<String> brands;
    Retraction retraction;
    try {
      MentionFields fields = read(bytes);
      if (fields.isDeletion()) {
        Retraction deletion = fields.deletion();
        checkNotFuture("deletedAt", deletion.at(), ingestedAt);
        retract(deletion, false, out);
        return;
      }
      mention = pseudonymous(fields.mention());
      checkNotFuture("createdAt", mention.createdAt(), ingestedAt);
      retraction = edit(mention, fields.editedAt(), ingestedAt);
      brands = brandsOf(mention);
    } catch (Refusal refusal) {
      out.accept(
          Intake.dead(
              guarded(
                  DeadLetter.of(refusal.reason(), refusal.detail(), bytes, origin, ingestedAt))));
      return;
    }
    for (int i = 0; i < brands.size(); i++) {
      Mention one = mention.withBrand(brands.get(i));
      out.accept(i == 0 ? Intake.of(one) : Intake.copyOf(one));
    }
    if (retraction != null) {
      retract(retraction, true, out);
    }
  }

  /** A dead letter as it may leave: its original names its author, so it stays behind then. */
  public DeadLetter guarded(DeadLetter letter) {
    return settings.pseudonyms() == null ? letter : letter.withoutOriginal();
  }

  /** The address of a post names its author, too. */
  private Mention pseudonymous(Mention mention) {
    Pseudonyms pseudonyms = settings.pseudonyms();
    String author = mention.author().id();
    if (pseudonyms == null || (author != null && watchlist.isOfficialAccount(author))) {
      return mention;
    }
    return mention.anonymous(author == null ? null : pseudonyms.of(mention.platform(), author));
  }

  private @Nullable Retraction edit(Mention mention, @Nullable Instant editedAt, Instant ingestedAt)
      throws Refusal {
    if (editedAt == null) {
      return null;
    }
    checkNotFuture("editedAt", editedAt, ingestedAt);
    String text = mention.text();
    return new Retraction(
        mention.id(),
        mention.platform(),
        mention.brand(),
        editedAt,
        text.substring(0, Math.min(Retraction.MAX_TEXT, text.length())));
  }

  /** Without a brand, to all that are watched: nobody knows which it was about. */
  private void retract(Retraction retraction, boolean copy, Consumer<Intake> out) {
    List<String> brands;
    if (retraction.brand().isEmpty()) {
      brands = watchlist.brands().stream().map(WatchedBrand::name).toList();
    } else {
      WatchedBrand listed = watchlist.listed(retraction.brand());
      brands = List.of(listed == null ? retraction.brand() : listed.name());
    }
    boolean further = copy;
    for (String brand : brands) {
      out.accept(Intake.retract(retraction.withBrand(brand), further));
      further = true;
    }
  }

  /** Reads one record; see {@link #parse(byte[], Origin, Instant, Consumer)}. */
  public List<Intake> parse(byte @Nullable [] bytes, Origin origin, Instant ingestedAt) {
    List<Intake> intakes = new ArrayList<>(1);
    parse(bytes, origin, ingestedAt, intakes::add);
    return intakes;
  }

  private MentionFields read(byte @Nullable [] bytes) throws Refusal {
    if (bytes == null || bytes.length == 0) {
      throw new Refusal(DeadLetterReason.EMPTY, "the record has no value");
    }
    if (bytes.length > MAX_BYTES) {
      throw new Refusal(
          DeadLetterReason.OVERSIZED, "the record is larger than " + MAX_BYTES + " bytes");
    }
    if (!Utf8.isValid(bytes)) {
      throw new Refusal(DeadLetterReason.BAD_ENCODING, "the record is not UTF-8");
    }
    int start = startsWithByteOrderMark(bytes) ? 3 : 0;
    try (JsonParser parser = json.createParser(bytes, start, bytes.length - start)) {
      return read(parser);
    } catch (StreamConstraintsException e) {
      throw new Refusal(
          DeadLetterReason.MALFORMED,
          "nested deeper than " + MAX_DEPTH + " levels, or with a name or number too long");
    } catch (JsonProcessingException e) {
      // The reader's own message quotes the record.
      long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
      throw new Refusal(
          DeadLetterReason.MALFORMED,
          offset < 0 ? "not JSON" : "not JSON, or cut off, at byte " + (offset + start));
    } catch (IOException | RuntimeException e) {
      // A fault in the reader must cost one record, not the job.
      throw new Refusal(
          DeadLetterReason.MALFORMED, "could not be read: " + e.getClass().getSimpleName());
    }
  }

  private static MentionFields read(JsonParser parser) throws IOException, Refusal {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Refusal(DeadLetterReason.EMPTY, "the record is blank");
    }
    if (first != JsonToken.START_OBJECT) {
      throw new Refusal(DeadLetterReason.NOT_AN_OBJECT, "a mention is a JSON object");
    }
    MentionFields fields = new MentionFields();
    fields.read(parser);
    if (parser.nextToken() != null) {
      throw new Refusal(DeadLetterReason.MALFORMED, "something follows the JSON object");
    }
    return fields;
  }

  private void checkNotFuture(String field, Instant time, Instant ingestedAt) throws Refusal {
    long ahead = time.toEpochMilli() - ingestedAt.toEpochMilli();
    if (ahead > settings.futureToleranceMillis()) {
      throw new Refusal(
          DeadLetterReason.FUTURE_TIME,
          String.format(Locale.ROOT, "'%s' is %d s ahead of ingestion", field, ahead / 1000));
    }
  }

  private List<String> brandsOf(Mention mention) throws Refusal {
    String given = mention.brand();
    if (given.isEmpty()) {
      List<String> found = watchlist.find(mention.text(), mention.author().id());
      if (found.isEmpty()) {
        throw new Refusal(
            DeadLetterReason.NO_BRAND, "no brand is given and the watchlist finds none");
      }
      return found;
    }
    WatchedBrand listed = watchlist.listed(given);
    if (listed != null) {
      return List.of(listed.name());
    }
    takeUnlisted(given);
    return List.of(given);
  }

  private void takeUnlisted(String brand) throws Refusal {
    if (settings.watchlist().unlistedBrands() == UnlistedBrands.REFUSE) {
      throw new Refusal(DeadLetterReason.UNLISTED_BRAND, "the brand is not on the watchlist");
    }
    int quota = settings.watchlist().maxUnlistedBrands();
    if (unlistedBrands.contains(brand)) {
      return;
    }
    if (unlistedBrands.size() >= quota) {
      throw new Refusal(
          DeadLetterReason.UNLISTED_BRAND,
          "the brand is not on the watchlist, and " + quota + " other unlisted ones were taken");
    }
    unlistedBrands.add(brand);
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xef
        && bytes[1] == (byte) 0xbb
        && bytes[2] == (byte) 0xbf;
  }
}
