package io.vigie.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DemoCommandTest {

  @ParameterizedTest
  @CsvSource({"--for,soon", "--for,0s", "--for,90", "--port,-1", "--port,70000", "--port,x"})
  void aWrongOptionIsWrongUsageAndStartsNothing(String option, String value) {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new DemoCommand())
            .setErr(new PrintWriter(err))
            .execute(option + "=" + value);

    assertThat(exit).isEqualTo(Vigie.WRONG_USAGE);
    assertThat(err.toString()).contains(option);
  }
}
