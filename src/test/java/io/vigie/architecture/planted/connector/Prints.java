package io.vigie.architecture.planted.connector;

/** Prints outside the command line. */
final class Prints {
  void print() {
    System.out.println();
  }
}
