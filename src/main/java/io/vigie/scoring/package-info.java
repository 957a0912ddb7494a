/**
 * From text to sentiment, emotion and category: text normalisation, the encoder, the DL4J model and
 * its bundle, training and evaluation. The only room that knows DL4J and ND4J.
 */
@org.jspecify.annotations.NullMarked
package io.vigie.scoring;
