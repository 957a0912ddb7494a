package io.vigie.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

  @TempDir static Path shared;
  @TempDir Path directory;

  private static Path trained = Path.of("");

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  @BeforeAll
  static void train() throws IOException {
    trained = TrainedModel.train(shared);
  }

  @BeforeEach
  void copy() throws IOException {
    for (String file : new String[] {ModelBundle.ZIP, ModelBundle.MANIFEST}) {
      Files.copy(trained.resolve(file), directory.resolve(file));
    }
    try (ZipInputStream in =
        new ZipInputStream(
            new ByteArrayInputStream(Files.readAllBytes(trained.resolve(ModelBundle.ZIP))))) {
      ZipEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
  }

  /** Writes the entries as a new zip whose checksum is right: an attacker can do that, too. */
  private void pack() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    Path zip = directory.resolve(ModelBundle.ZIP);
    String before = Checksums.sha256(Files.readAllBytes(zip));
    Files.write(zip, bytes.toByteArray());
    edit(before, Checksums.sha256(bytes.toByteArray()));
  }

  private byte[] part(String name) {
    return Objects.requireNonNull(entries.get(name));
  }

  private void edit(String from, String to) throws IOException {
    Path manifest = directory.resolve(ModelBundle.MANIFEST);
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  private void refuses(String message) {
    assertThatThrownBy(() -> Scorers.of(directory))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aSoundBundleIsRead() {
    assertThat(Scorers.of(directory).manifest().id()).isEqualTo("tiny/1.2.3");
  }

  @Test
  void aChangedZipIsRefusedBeforeAnythingIsParsed() throws IOException {
    Files.writeString(directory.resolve(ModelBundle.ZIP), "this is no zip at all");
    refuses("its SHA-256 is");
  }

  @Test
  void anEntryThatLeavesTheDirectoryIsRefused() throws IOException {
    entries.put("../../etc/cron.d/x", new byte[] {1});
    pack();
    refuses("no part of a model: ../../etc/cron.d/x");
  }

  @Test
  void aJavaSerialisedPartIsRefused() throws IOException {
    entries.put("preprocessor.bin", serialised());
    pack();
    refuses("no part of a model: preprocessor.bin");
  }

  @Test
  void aJavaSerialisedConfigurationIsRefused() throws IOException {
    entries.put(ModelBundle.CONFIGURATION, serialised());
    pack();
    refuses("a serialised Java object is never read");
  }

  private static byte[] serialised() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject("payload");
    }
    return bytes.toByteArray();
  }

  @Test
  void aZipBombIsRefusedWhenItExceedsItsBound() throws IOException {
    entries.put(ModelBundle.EMBEDDINGS, new byte[100 << 20]);
    pack();
    assertThat(Files.size(directory.resolve(ModelBundle.ZIP))).isLessThan(1 << 20);
    refuses("'embeddings.i8' is larger than the 8192 bytes it may have");
  }

  @Test
  void aMissingOrShortPartIsRefused() throws IOException {
    entries.put(ModelBundle.EMBEDDINGS, new byte[10]);
    pack();
    refuses("has not the size");
    entries.remove(ModelBundle.EMBEDDINGS);
    pack();
    refuses("has no 'embeddings.i8'");
  }

  @Test
  void weightsThatDoNotFitOrAreNoNumbersAreRefused() throws IOException {
    byte[] weights = part(ModelBundle.PARAMETERS);
    entries.put(ModelBundle.PARAMETERS, Arrays.copyOf(weights, weights.length - 400));
    pack();
    refuses("the network cannot be built");
    byte[] nan = weights.clone();
    nan[2] = (byte) 0xc0;
    nan[3] = 0x7f;
    entries.put(ModelBundle.PARAMETERS, nan);
    pack();
    refuses("holds what is no number");
  }

  @Test
  void weightsThatDoNotGiveExactSumsAreRefused() throws IOException {
    byte[] weights = part(ModelBundle.PARAMETERS);
    weights[0] ^= 1;
    pack();
    refuses("the weights are not rounded");
  }

  @Test
  void aForeignClassInTheNetworkIsRefused() throws IOException {
    String json =
        new String(part(ModelBundle.CONFIGURATION), StandardCharsets.UTF_8)
            .replace("org.deeplearning4j.nn.conf.layers.DenseLayer", "javax.naming.InitialContext");
    entries.put(ModelBundle.CONFIGURATION, json.getBytes(StandardCharsets.UTF_8));
    pack();
    refuses("foreign class: javax.naming.InitialContext");
  }

  @Test
  void foreignVersionsAreRefused() throws IOException {
    edit("\"format\" : 1", "\"format\" : 2");
    refuses("has format 2 but this version reads 1");
    edit("\"format\" : 2", "\"format\" : 1");
    edit("\"encoderVersion\" : " + EncoderSettings.VERSION, "\"encoderVersion\" : 99");
    refuses("was trained with encoder version 99");
  }

  @Test
  void otherLabelsAreRefused() throws IOException {
    edit("\"complaint\"", "\"whining\"");
    refuses("the labels of 'category' are not those of this version");
  }

  @Test
  void aManifestThatIsNoneIsRefused() throws IOException {
    Files.writeString(directory.resolve(ModelBundle.MANIFEST), "{\"format\": 1");
    refuses("is not a manifest");
    Files.delete(directory.resolve(ModelBundle.MANIFEST));
    refuses("cannot be read");
  }
}
