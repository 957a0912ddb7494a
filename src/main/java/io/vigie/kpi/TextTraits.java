package io.vigie.kpi;

/**
 * What the words of one text say, in numbers.
 *
 * @param signature 64-bit SimHash of its words (Charikar 2002): texts that differ in few words
 *     differ in few bits; 0 if there are fewer than {@link TextReader#LEAST_COPYABLE} words, which
 *     anybody may write again by chance
 * @param words words of the text, at most {@link TextReader#MAX_WORDS}
 * @param firstPerson how many of them are the first person singular
 * @param alarm whether it has an alarm word
 * @param terms {@link TextReader#TERMS} words of the text, hashed and drawn evenly among its longer
 *     ones; fewer if it has fewer
 */
record TextTraits(long signature, int words, int firstPerson, boolean alarm, int[] terms) {}
