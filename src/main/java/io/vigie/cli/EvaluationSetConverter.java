package io.vigie.cli;

import io.vigie.scoring.EvaluationSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A labelled file as it is written on the command line. */
final class EvaluationSetConverter implements ITypeConverter<EvaluationSet> {

  @Override
  public EvaluationSet convert(String argument) {
    try {
      return EvaluationSet.parse(argument);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
