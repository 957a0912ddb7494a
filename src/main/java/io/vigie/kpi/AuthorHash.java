package io.vigie.kpi;

import io.vigie.mention.Mention;

/**
 * Authors as evenly spread 64-bit numbers: FNV-1a over platform and author, finished with
 * MurmurHash3's mixer. Equal names on two platforms are two authors. A mention whose source hides
 * the author counts as an author of its own.
 */
public final class AuthorHash {

  private AuthorHash() {}

  /** The hash of a mention's author. */
  public static long of(Mention mention) {
    String author = mention.author().id();
    long hash = fnv(0xcbf29ce484222325L, mention.platform());
    // the separator tells "author x" from "hidden author of mention x"
    hash = (hash ^ (author == null ? 0x1F : 0x1E)) * 0x100000001b3L;
    return mix(fnv(hash, author == null ? mention.id() : author));
  }

  /** A hash as a number in (0, 1]. */
  static double unit(long hash) {
    return ((hash >>> 11) + 1) * 0x1p-53;
  }

  /** The hash of a mention: by it samples choose, so that chance is not in it. */
  static long ofMention(Mention mention, long author) {
    return mix(fnv(author ^ mention.createdAt().toEpochMilli(), mention.id()));
  }

  private static long fnv(long start, String text) {
    long hash = start;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** MurmurHash3's finisher: spreads a number evenly over 64 bits. */
  static long mix(long hash) {
    long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
