package io.vigie.cli;

import io.vigie.incident.Alert;
import io.vigie.incident.PlainText;
import io.vigie.incident.SuggestedPlaybook;
import io.vigie.response.Clues;
import io.vigie.response.DraftWriter;
import io.vigie.response.Language;
import io.vigie.response.Playbook;
import io.vigie.response.PlaybookChooser;
import io.vigie.response.PlaybookChooser.Choice;
import io.vigie.response.PlaybookReader;
import io.vigie.response.PlaybookSet;
import io.vigie.response.PlaybookText;
import io.vigie.response.TemplateKind;
import io.vigie.yaml.Problems;
import io.vigie.yaml.YamlNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vigie playbooks validate|show|fill PATH}. */
@Command(
    name = "playbooks",
    mixinStandardHelpOptions = true,
    description = "Checks and shows playbooks, and fills their templates from an alert.",
    footer = {
      "",
      "Example:",
      "  ./vigie playbooks validate jobs/crisis-detection/playbooks",
      "",
      "Exit codes: 0 all is well, 1 a playbook or the alert is at fault, 2 wrong usage."
    })
public final class PlaybooksCommand implements Runnable {

  private static final String PATH_HELP = "directory of playbooks, or one of its files";

  private static final int MAX_WHY = 500;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    CommandSpec own = Objects.requireNonNull(spec);
    throw new ParameterException(
        own.commandLine(), "Say what to do with the playbooks: validate, show or fill.");
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Reports every problem of every playbook, with file and line.",
      footer = {"", "Example:", "  ./vigie playbooks validate jobs/crisis-detection/playbooks"})
  int validate(@Parameters(paramLabel = "PATH", description = PATH_HELP) Path path) {
    PlaybookSet set = read(path);
    out()
        .printf(
            "%d playbooks, %d roles: no problem%n",
            set.playbooks().size(), set.contacts().roles().size());
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows playbooks as pages to read.",
      footer = {
        "",
        "Example:",
        "  ./vigie playbooks show jobs/crisis-detection/playbooks --playbook data-breach"
      })
  int show(
      @Parameters(paramLabel = "PATH", description = PATH_HELP) Path path,
      @Option(names = "--playbook", paramLabel = "NAME", description = "only this playbook")
          @Nullable String id) {
    PlaybookSet set = read(path);
    if (id != null) {
      out().print(PlaybookText.of(find(set, id), set.contacts()));
      out().flush();
      return 0;
    }
    set.playbooks().forEach(playbook -> out().println(PlaybookText.of(playbook, set.contacts())));
    return 0;
  }

  @Command(
      name = "fill",
      mixinStandardHelpOptions = true,
      description = {
        "Fills the templates of the playbook that an alert suggests (or that fits it).",
        "What comes out are drafts: nothing is published, and what is missing is marked."
      },
      footer = {
        "",
        "Example:",
        "  ./vigie playbooks fill jobs/crisis-detection/playbooks --alert out/alerts.jsonl"
      })
  int fill(
      @Parameters(paramLabel = "PATH", description = PATH_HELP) Path path,
      @Mixin AlertOption given,
      @Option(names = "--playbook", paramLabel = "NAME", description = "this playbook instead")
          @Nullable String id,
      @Option(
              names = "--lang",
              paramLabel = "fr|en",
              description = "only this language; without it, both")
          @Nullable Language only)
      throws IOException {
    PlaybookSet set = read(path);
    Alert alert = given.read();
    Choice choice =
        id == null
            ? suggested(set, alert)
            : new Choice(find(set, id), 0, "Chosen on the command line.");
    out().println("playbook " + choice.playbook().id() + ": " + choice.why());
    out().println("Drafts for a person to check and finish; nothing is published.");
    DraftWriter drafts = new DraftWriter(set.contacts());
    for (TemplateKind kind : TemplateKind.values()) {
      for (Language language : Language.values()) {
        if (only == null || only == language) {
          out().println();
          out().println("== " + kind.key() + ", " + language.label());
          out().println(drafts.write(choice.playbook(), kind, language, alert));
        }
      }
    }
    return 0;
  }

  /** The playbook that the alert names, if it is still there; else the one that fits. */
  private static Choice suggested(PlaybookSet set, Alert alert) {
    SuggestedPlaybook suggestion = alert.playbook();
    Playbook named = suggestion == null ? null : set.find(suggestion.id());
    return suggestion == null || named == null
        ? new PlaybookChooser(set).choose(Clues.of(alert))
        : new Choice(named, 0, PlainText.oneLine(suggestion.why(), MAX_WHY));
  }

  private static Playbook find(PlaybookSet set, String id) {
    Playbook playbook = set.find(id);
    if (playbook == null) {
      throw new CommandFailedException(
          "unknown playbook '"
              + id
              + "'"
              + YamlNode.suggest(id, set.playbooks().stream().map(Playbook::id).toList()));
    }
    return playbook;
  }

  private static PlaybookSet read(Path path) {
    Problems problems = new Problems();
    PlaybookSet set = PlaybookReader.read(path, problems);
    problems.throwIfAny();
    return set;
  }

  private PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }
}
