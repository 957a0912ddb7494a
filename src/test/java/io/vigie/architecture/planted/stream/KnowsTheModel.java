package io.vigie.architecture.planted.stream;

/** Another room than scoring with an ND4J type. */
final class KnowsTheModel {
  long length(org.nd4j.linalg.api.ndarray.INDArray array) {
    return array.length();
  }
}
