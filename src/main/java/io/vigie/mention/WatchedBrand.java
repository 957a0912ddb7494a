package io.vigie.mention;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A brand on the watchlist. Every word is compared without regard to case, accents and look-alike
 * letters of other scripts.
 *
 * @param name the spelling used everywhere behind the parser
 * @param keywords words or phrases that name the brand in a text; the name itself where none are
 *     given
 * @param hashtags hashtags about the brand, without the leading {@code #}
 * @param handles accounts that are written to when the brand is meant, without the leading
 *     {@code @}
 * @param aliases other spellings of the brand that a source may give in the field {@code brand}
 * @param officialAccounts accounts of the brand itself, without the leading {@code @}: they are
 *     handles too, what they post is about the brand, and their followers are the brand's followers
 * @param competitorSet name of the set within which share of voice is counted, or null
 * @param excludes words or phrases that rule the brand out when found anywhere in the text
 * @param alarmWords words of its sector that raise an alarm in a mention of it, beside those that
 *     alarm anybody; a {@code *} at the end stands for any ending
 */
public record WatchedBrand(
    String name,
    List<String> keywords,
    List<String> hashtags,
    List<String> handles,
    List<String> aliases,
    List<String> officialAccounts,
    @Nullable String competitorSet,
    List<String> excludes,
    List<String> alarmWords)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What it is called in a text: its name, keywords and aliases; hashtags may say more. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(keywords);
    names.add(name);
    names.addAll(aliases);
    return names;
  }

  /** A brand that is found by its name only. */
  public static WatchedBrand named(String name) {
    return new WatchedBrand(
        name, List.of(), List.of(), List.of(), List.of(), List.of(), null, List.of(), List.of());
  }
}
