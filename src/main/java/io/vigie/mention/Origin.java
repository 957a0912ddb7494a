package io.vigie.mention;

/**
 * Where a record was read, so that a person can find it again.
 *
 * @param source topic or file name
 * @param partition Kafka partition; 0 for a file
 * @param position Kafka offset, or line number (from 1) in a file
 */
public record Origin(String source, int partition, long position) {

  @Override
  public String toString() {
    return source + ":" + partition + ":" + position;
  }
}
