package io.vigie.cli;

import io.vigie.yaml.InvalidFileException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;

/** The {@code vigie} command. */
@Command(
    name = "vigie",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Reads what people say about brands and tells when a reputation crisis is starting.",
      ""
    },
    footer = {
      "",
      "Start with:  ./vigie demo",
      "Exit codes: 0 done, 1 the input or the check is at fault, 2 wrong usage, 3 a service could not be reached.",
      "`./vigie test` runs the test suite."
    },
    subcommands = {
      RunCommand.class,
      SubmitCommand.class,
      JobsCommand.class,
      StopCommand.class,
      CancelCommand.class,
      RescaleCommand.class,
      ClusterCommand.class,
      ChaosCommand.class,
      SoakCommand.class,
      SendCommand.class,
      ReadCommand.class,
      ControlCommand.class,
      ScoreCommand.class,
      PatternsCommand.class,
      PlaybooksCommand.class,
      TriageCommand.class,
      DrillCommand.class,
      NotifyCommand.class,
      ReportCommand.class,
      CasesCommand.class,
      BacktestCommand.class,
      TrainCommand.class,
      EvaluateCommand.class,
      DemoCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Vigie implements Runnable {

  /** The input or the check is at fault. */
  public static final int INPUT_AT_FAULT = 1;

  /** The command was called wrongly. */
  public static final int WRONG_USAGE = 2;

  /** A service could not be reached. */
  public static final int UNREACHABLE = 3;

  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandLine.Model.CommandSpec spec;

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line with its exit codes. */
  public static CommandLine commandLine() {
    return new CommandLine(new Vigie())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExitCodeExceptionMapper(Vigie::exitCode)
        .setExecutionExceptionHandler(sayWhy());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  private static int exitCode(Throwable problem) {
    if (problem instanceof ParameterException) {
      return WRONG_USAGE;
    }
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof io.vigie.connector.ServiceUnreachableException) {
        return UNREACHABLE;
      }
    }
    return INPUT_AT_FAULT;
  }

  /** One clear message; the stack only for what is not the user's to mend. */
  private static IExecutionExceptionHandler sayWhy() {
    return (problem, commandLine, parsed) -> {
      PrintWriter err = commandLine.getErr();
      if (problem instanceof InvalidFileException invalid) {
        invalid.problems().forEach(err::println);
        err.println(invalid.problems().size() + " problem(s)");
      } else if (problem instanceof io.vigie.connector.ServiceUnreachableException
          || problem instanceof java.io.IOException
          || problem instanceof CommandFailedException) {
        err.println("vigie: " + problem.getMessage());
      } else {
        err.println("vigie: " + problem);
        problem.printStackTrace(err);
      }
      err.flush();
      return exitCode(problem);
    };
  }
}
