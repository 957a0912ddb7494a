package io.vigie.mention;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ahocorasick.trie.PayloadEmit;
import org.ahocorasick.trie.PayloadTrie;
import org.jspecify.annotations.Nullable;

/**
 * Finds the watched brands that a text is about (Aho-Corasick over folded text: one pass, whatever
 * the number of brands) and knows how each brand is spelt.
 *
 * <p>A term counts only as a whole word. A keyword right behind an {@code @} does not count: what
 * stands there is an account (or the domain of an e-mail address), and accounts are listed as
 * handles. Within a longer term of another brand a shorter one does not count.
 *
 * <p>Safe to share between threads once built.
 */
public final class Watchlist {

  private final List<WatchedBrand> brands;
  private final Map<String, WatchedBrand> byName = new HashMap<>();
  private final Map<String, WatchedBrand> byOfficialAccount = new HashMap<>();
  private final PayloadTrie<List<Term>> trie;

  public Watchlist(List<WatchedBrand> brands) {
    this.brands = List.copyOf(brands);
    Map<String, List<Term>> terms = new LinkedHashMap<>();
    for (int i = 0; i < brands.size(); i++) {
      WatchedBrand brand = brands.get(i);
      byName.put(Folding.fold(brand.name()), brand);
      brand.aliases().forEach(alias -> byName.putIfAbsent(Folding.fold(alias), brand));
      List<String> keywords = brand.keywords().isEmpty() ? List.of(brand.name()) : brand.keywords();
      add(terms, "", keywords, new Term(i, false));
      add(terms, "#", brand.hashtags(), new Term(i, false));
      add(terms, "@", brand.handles(), new Term(i, false));
      add(terms, "@", brand.officialAccounts(), new Term(i, false));
      add(terms, "", brand.excludes(), new Term(i, true));
      brand
          .officialAccounts()
          .forEach(account -> byOfficialAccount.put(Folding.fold(account), brand));
    }
    PayloadTrie.PayloadTrieBuilder<List<Term>> builder = PayloadTrie.builder();
    terms.forEach(builder::addKeyword);
    this.trie = builder.build();
  }

  /** The watched brands, in the order of the file. */
  public List<WatchedBrand> brands() {
    return brands;
  }

  /** The watched brand of that name or alias, in any spelling, or null. */
  public @Nullable WatchedBrand listed(String brand) {
    return byName.get(Folding.fold(brand));
  }

  /** Whether an account (with or without {@code @}) is one of the brand's own. */
  public boolean isOfficialAccount(String brand, @Nullable String account) {
    // asked for every mention: without such accounts there is nothing to fold and look up
    WatchedBrand owner = account == null || byOfficialAccount.isEmpty() ? null : ownerOf(account);
    return owner != null && owner.equals(listed(brand));
  }

  /** Whether an account (with or without {@code @}) is one of any brand's own. */
  public boolean isOfficialAccount(String account) {
    return !byOfficialAccount.isEmpty() && ownerOf(account) != null;
  }

  /**
   * Names of the brands that a post is about: found in its text, or posted by the brand itself.
   *
   * @param author account that wrote it, or null
   * @return in the order of the file, each once; empty if none was found
   */
  public List<String> find(String text, @Nullable String author) {
    List<PayloadEmit<List<Term>>> found = new ArrayList<>(2);
    String folded = Folding.fold(text);
    trie.parseText(
        folded,
        hit -> {
          if (isWhole(folded, hit.getStart(), hit.getEnd())) {
            found.add(hit);
          }
          return true;
        });
    WatchedBrand owner = author == null ? null : ownerOf(author);
    if (found.isEmpty()) {
      return owner == null ? List.of() : List.of(owner.name());
    }
    return names(found, owner);
  }

  private @Nullable WatchedBrand ownerOf(String account) {
    return byOfficialAccount.get(
        Folding.fold(account.startsWith("@") ? account.substring(1) : account));
  }

  private List<String> names(List<PayloadEmit<List<Term>>> found, @Nullable WatchedBrand owner) {
    Set<Integer> matched = new TreeSet<>();
    Set<Integer> excluded = new HashSet<>();
    for (PayloadEmit<List<Term>> hit : found) {
      for (Term term : hit.getPayload()) {
        if (term.excludes()) {
          excluded.add(term.brand());
        } else if (!isInsideLonger(hit, found)) {
          matched.add(term.brand());
        }
      }
    }
    matched.removeAll(excluded);
    if (owner != null) {
      matched.add(brands.indexOf(owner));
    }
    return matched.stream().map(i -> brands.get(i).name()).toList();
  }

  /** "Aurora" in "Aurora Bank" is the bank, if the bank is watched too. */
  private static boolean isInsideLonger(
      PayloadEmit<List<Term>> hit, List<PayloadEmit<List<Term>>> found) {
    for (PayloadEmit<List<Term>> other : found) {
      if (other.getStart() <= hit.getStart()
          && other.getEnd() >= hit.getEnd()
          && other.size() > hit.size()
          && other.getPayload().stream().anyMatch(term -> !term.excludes())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(String text, int start, int end) {
    boolean goesOn =
        end + 1 < text.length()
            && Folding.isWord(text.charAt(end))
            && Folding.isWord(text.charAt(end + 1));
    if (goesOn) {
      return false;
    }
    if (start == 0) {
      return true;
    }
    char first = text.charAt(start);
    char before = text.charAt(start - 1);
    return switch (first) {
      case '#' -> true;
      case '@' -> !Folding.isWord(before);
      default -> !Folding.isWord(first) || (!Folding.isWord(before) && before != '@');
    };
  }

  private static void add(
      Map<String, List<Term>> terms, String prefix, List<String> words, Term term) {
    for (String word : words) {
      List<Term> same = terms.computeIfAbsent(prefix + Folding.fold(word), k -> new ArrayList<>());
      if (!same.contains(term)) {
        same.add(term);
      }
    }
  }

  /** What a term says of the brand with that index: it is named, or it is ruled out. */
  private record Term(int brand, boolean excludes) {}
}
