package io.vigie.cli;

import io.vigie.connector.KafkaConnection;
import io.vigie.connector.notify.MetricsPage;
import io.vigie.connector.notify.Notifier;
import io.vigie.connector.notify.NotifySettings;
import io.vigie.connector.notify.NotifySettingsReader;
import io.vigie.yaml.Problems;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./vigie notify}. */
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = {
      "Delivers alerts to Alertmanager, webhooks and files, until stopped.",
      "What a receiver did not take stays in Kafka and is delivered after the next start."
    },
    footer = {
      "",
      "Examples:",
      "  ./vigie notify --config jobs/notify/notify.yaml --kafka localhost:9092",
      "  ./vigie notify --config jobs/notify/notify.yaml --alerts out/alerts.jsonl",
      "",
      "Exit codes: 0 done, 1 settings at fault or something undelivered, 2 wrong usage, 3 Kafka"
          + " could not be reached."
    })
public final class NotifyCommand implements Callable<Integer> {

  private static final long REPORT_SECONDS = 60;

  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "receivers and hosts that may be called (docs/notify.md)")
  private Path config = Path.of("");

  @Option(
      names = "--kafka",
      paramLabel = "HOST:PORT",
      description = "where alerts are read; overrides the file")
  private @Nullable String kafka;

  @Option(
      names = "--alerts",
      paramLabel = "FILE",
      description = "alerts of a run instead of a topic, to the end of the file")
  private @Nullable Path alerts;

  @Option(
      names = "--undelivered",
      paramLabel = "FILE",
      defaultValue = "undelivered.jsonl",
      description =
          "with --alerts: where alerts go that a receiver will not take (${DEFAULT-VALUE})")
  private Path undelivered = Path.of("undelivered.jsonl");

  @Option(names = "--once", description = "delivers what is there now and ends")
  private boolean once;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "serves counts for Prometheus at /metrics; off without it")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--metrics-host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "address that they are served on (${DEFAULT-VALUE})")
  private String metricsHost = "127.0.0.1";

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Problems problems = new Problems();
    NotifySettings settings = NotifySettingsReader.read(config, System.getenv(), problems);
    problems.throwIfAny();
    if (kafka != null) {
      KafkaConnection before = settings.kafka();
      settings =
          settings.with(
              new KafkaConnection(kafka, before == null ? Map.of() : before.properties()));
    }
    if (alerts == null && settings.kafka() == null) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "Say where alerts come from: --kafka, --alerts, or kafka.bootstrapServers in the file.");
    }
    try (Notifier notifier =
            alerts == null
                ? Notifier.onKafka(settings)
                : Notifier.onFile(settings, alerts, undelivered);
        MetricsPage page =
            metricsPort == null
                ? null
                : MetricsPage.serve(metricsHost, metricsPort, notifier::metrics)) {
      return deliver(notifier, once || alerts != null);
    }
  }

  private int deliver(Notifier notifier, boolean toTheEnd) throws InterruptedException {
    Thread command = Thread.currentThread();
    Thread hook =
        new Thread(
            () -> {
              command.interrupt();
              try {
                command.join();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    notifier.start(toTheEnd);
    try {
      while (!notifier.await(REPORT_SECONDS)) {
        report(notifier);
      }
    } catch (InterruptedException e) {
      report(notifier);
      notifier.close();
      return 0;
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    report(notifier);
    return notifier.undeliveredCount() == 0 ? 0 : Vigie.INPUT_AT_FAULT;
  }

  private void report(Notifier notifier) {
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    notifier.counts().forEach((receiver, counts) -> out.println(receiver + ": " + counts));
    out.flush();
  }
}
