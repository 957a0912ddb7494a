package io.vigie.cli;

import io.vigie.cli.cluster.MentionTopic;
import io.vigie.connector.KafkaConnection;
import io.vigie.connector.KafkaTopics;
import io.vigie.job.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.zip.GZIPInputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code vigie send}: files of mentions to a topic. */
@Command(
    name = "send",
    mixinStandardHelpOptions = true,
    description = {
      "Writes files of mentions to a Kafka topic, line by line, as they are.",
      "A topic that is missing is created."
    },
    footer = {
      "",
      "Example:",
      "  ./vigie send --mentions docs/examples/mentions.jsonl.gz --kafka localhost:9092"
    })
public final class SendCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--mentions",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files of mentions, .jsonl or .jsonl.gz, one after the other.")
  private List<Path> mentions = new ArrayList<>();

  @Option(
      names = "--kafka",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Kafka brokers.")
  private String kafka = "";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Topic to write to; default: that of the job.")
  private String topic = Objects.requireNonNull(Options.KAFKA_TOPIC.defaultText());

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    KafkaConnection connection = KafkaConnection.to(kafka);
    KafkaTopics.ensure(connection, List.of(), List.of(topic), -1, (short) -1);
    try (MentionTopic to = MentionTopic.open(connection, topic, PATIENCE)) {
      for (Path file : mentions) {
        send(file, to);
      }
      to.flush();
      PrintWriter out = spec.commandLine().getOut();
      out.println(to.sent() + " lines sent to " + topic);
      out.flush();
    }
    return 0;
  }

  private static void send(Path file, MentionTopic to) throws IOException {
    try (InputStream plain = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1))) {
      // bytes are passed on as they are: what is wrong with them is for the job to say
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        to.send(line.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
  }
}
