/**
 * What others pick to read a sentiment, behind the scorer's interface, so that one bench measures
 * all. Compiled by the Maven profile {@code bench-peers} alone: neither the job nor the command
 * carries these libraries.
 */
package io.vigie.scoring.peer;
