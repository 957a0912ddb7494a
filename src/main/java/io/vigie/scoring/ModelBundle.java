package io.vigie.scoring;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A model on disk: a directory with {@code model.zip} and {@code manifest.json} (and, for people
 * and tests, {@code MODEL_CARD.md} and {@code golden.jsonl}).
 *
 * <p>{@code model.zip} holds {@code configuration.json} (the network, as DL4J writes it), {@code
 * parameters.f32} (its weights, little-endian floats), {@code embeddings.i8} (one signed byte a
 * number, row by row) and {@code words.bloom} (the words it met). A bundle may come from anywhere:
 * the checksum is verified before anything is parsed, only these entries are accepted and only at
 * the sizes that the manifest implies, and nothing in it is ever deserialised by Java.
 */
final class ModelBundle {

  /** Version of the layout. */
  static final int FORMAT = 1;

  static final String ZIP = "model.zip";
  static final String MANIFEST = "manifest.json";
  static final String CONFIGURATION = "configuration.json";
  static final String PARAMETERS = "parameters.f32";
  static final String EMBEDDINGS = "embeddings.i8";

  /** {@link KnownWords}. */
  static final String WORDS = "words.bloom";

  /** Largest files that are read at all, in bytes. */
  static final long MAX_ZIP = 64L << 20;

  static final long MAX_MANIFEST = 256L << 10;
  static final int MAX_CONFIGURATION = 64 << 10;
  static final int MAX_PARAMETERS = 32 << 20;

  private static final Set<String> ENTRIES = Set.of(CONFIGURATION, PARAMETERS, EMBEDDINGS, WORDS);

  private static final List<String> TYPES =
      List.of(
          "org.deeplearning4j.nn.conf.",
          "org.deeplearning4j.nn.weights.",
          "org.nd4j.linalg.activations.impl.",
          "org.nd4j.linalg.learning.",
          "org.nd4j.linalg.schedule.");

  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(64 << 10)
                          .build())
                  .build())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private ModelBundle() {}

  /**
   * Reads a bundle.
   *
   * @throws InvalidModelException if it cannot be trusted or understood
   */
  static Model read(Path directory) {
    return read(
        directory,
        readFile(directory.resolve(MANIFEST), MAX_MANIFEST),
        readFile(directory.resolve(ZIP), MAX_ZIP));
  }

  /**
   * Reads a bundle from its bytes.
   *
   * @param directory where they were read, for messages
   * @throws InvalidModelException if it cannot be trusted or understood
   */
  static Model read(Path directory, byte[] manifestJson, byte[] zip) {
    ModelManifest manifest = readManifest(directory.resolve(MANIFEST), manifestJson);
    Path zipFile = directory.resolve(ZIP);
    String expected = manifest.sha256().get(ZIP);
    String actual = Checksums.sha256(zip);
    if (!actual.equals(expected)) {
      throw new InvalidModelException(
          zipFile + ": its SHA-256 is " + actual + " but the manifest says " + expected);
    }
    Map<String, byte[]> entries = unzip(zipFile, zip, manifest);
    String configuration =
        new String(entry(entries, CONFIGURATION, zipFile), StandardCharsets.UTF_8);
    checkTypes(zipFile, configuration);
    float[] parameters = floats(entry(entries, PARAMETERS, zipFile), zipFile);
    byte[] embeddings = entry(entries, EMBEDDINGS, zipFile);
    if (embeddings.length != limit(EMBEDDINGS, manifest)) {
      throw new InvalidModelException(
          zipFile + ": '" + EMBEDDINGS + "' has not the size that the manifest tells");
    }
    byte[] words = entry(entries, WORDS, zipFile);
    if (words.length != KnownWords.BYTES) {
      throw new InvalidModelException(
          zipFile + ": '" + WORDS + "' should have " + KnownWords.BYTES + " bytes");
    }
    Model model =
        new Model(
            manifest,
            EmbeddingTable.of(manifest.encoder(), embeddings, manifest.embeddingScale()),
            configuration,
            parameters,
            new KnownWords(words));
    try (DenseNetwork network = model.network()) {
      if (network.inputs() != manifest.encoder().inputs() || network.outputs() != Head.OUTPUTS) {
        throw new InvalidModelException(
            zipFile + ": the network does not fit the encoder and the labels of the manifest");
      }
      if (!network.isExact()) {
        throw new InvalidModelException(
            zipFile + ": the weights are not rounded as this version stores them");
      }
    } catch (InvalidModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new InvalidModelException(zipFile + ": the network cannot be built: " + e, e);
    }
    return model;
  }

  /**
   * Writes {@code model.zip} and {@code manifest.json}.
   *
   * @param manifest its checksums are replaced by those of what is written
   * @param embeddings one signed byte a number
   */
  static ModelManifest write(
      Path directory,
      ModelManifest manifest,
      byte[] embeddings,
      String configuration,
      float[] parameters,
      KnownWords words)
      throws IOException {
    ByteBuffer weights = ByteBuffer.allocate(parameters.length * 4).order(ByteOrder.LITTLE_ENDIAN);
    weights.asFloatBuffer().put(parameters);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(9);
      put(zip, CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8));
      put(zip, PARAMETERS, weights.array());
      put(zip, EMBEDDINGS, embeddings);
      put(zip, WORDS, words.toBytes());
    }
    ModelManifest written =
        new ModelManifest(
            manifest.format(),
            manifest.name(),
            manifest.version(),
            manifest.about(),
            Map.of(ZIP, Checksums.sha256(bytes.toByteArray())),
            manifest.labels(),
            manifest.encoderVersion(),
            manifest.encoder(),
            manifest.embeddingScale(),
            manifest.temperatures(),
            manifest.languages(),
            manifest.negativeRates(),
            manifest.recipeSha256(),
            manifest.figures(),
            manifest.command());
    Files.createDirectories(directory);
    Files.write(directory.resolve(ZIP), bytes.toByteArray());
    Files.writeString(
        directory.resolve(MANIFEST), JSON.writeValueAsString(written) + System.lineSeparator());
    return written;
  }

  static ModelManifest readManifest(Path file, byte[] json) {
    ModelManifest manifest;
    try {
      manifest = JSON.readValue(json, ModelManifest.class);
    } catch (JacksonException e) {
      throw new InvalidModelException(file + ": is not a manifest: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new InvalidModelException(file + ": cannot be read: " + e, e);
    }
    if (manifest == null) {
      throw new InvalidModelException(file + ": is empty");
    }
    check(file, manifest);
    return manifest;
  }

  // What JSON left out is null here, whatever the record's types say.
  @SuppressWarnings({"ConstantValue", "UnnecessaryNullCheck"})
  private static void check(Path file, ModelManifest manifest) {
    if (manifest.format() != FORMAT) {
      throw new InvalidModelException(
          file + ": has format " + manifest.format() + " but this version reads " + FORMAT);
    }
    if (manifest.encoderVersion() != EncoderSettings.VERSION) {
      throw new InvalidModelException(
          file
              + ": was trained with encoder version "
              + manifest.encoderVersion()
              + " but this version has "
              + EncoderSettings.VERSION
              + "; train it again with ./vigie train");
    }
    EncoderSettings encoder = manifest.encoder();
    if (encoder == null
        || encoder.bits() < 8
        || encoder.bits() > 20
        || encoder.dimensions() < EmbeddingTable.PACK
        || encoder.dimensions() > 128
        || encoder.dimensions() % EmbeddingTable.PACK != 0
        || encoder.minPiece() < 2
        || encoder.maxPiece() < encoder.minPiece()
        || encoder.maxPiece() > 8
        || encoder.maxPhrase() < 2
        || encoder.maxPhrase() > 3) {
      throw new InvalidModelException(file + ": the encoder's settings are out of bounds");
    }
    if (manifest.name() == null
        || manifest.version() == null
        || manifest.sha256() == null
        || manifest.labels() == null
        || manifest.temperatures() == null
        || manifest.languages() == null
        || manifest.negativeRates() == null) {
      throw new InvalidModelException(file + ": is not complete");
    }
    if (!manifest.labels().containsKey(Head.SENTIMENT.label())) {
      throw new InvalidModelException(file + ": the model has no sentiment");
    }
    for (Map.Entry<String, List<String>> labels : manifest.labels().entrySet()) {
      boolean known = false;
      for (Head head : Head.values()) {
        known |= head.label().equals(labels.getKey()) && head.labels().equals(labels.getValue());
      }
      if (!known) {
        throw new InvalidModelException(
            file + ": the labels of '" + labels.getKey() + "' are not those of this version");
      }
    }
    if (!(manifest.embeddingScale() > 0) || !Float.isFinite(manifest.embeddingScale())) {
      throw new InvalidModelException(file + ": 'embeddingScale' should be above 0");
    }
    for (Float temperature : manifest.temperatures().values()) {
      if (temperature == null || !(temperature > 0) || !Float.isFinite(temperature)) {
        throw new InvalidModelException(file + ": a temperature should be above 0");
      }
    }
  }

  private static Map<String, byte[]> unzip(Path file, byte[] zip, ModelManifest manifest) {
    Map<String, byte[]> entries = new HashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      ZipEntry entry;
      while ((entry = in.getNextEntry()) != null) {
        String name = entry.getName();
        if (!ENTRIES.contains(name)) {
          throw new InvalidModelException(
              file + ": has an entry that is no part of a model: " + printable(name));
        }
        if (entries.containsKey(name)) {
          throw new InvalidModelException(file + ": has '" + name + "' twice");
        }
        entries.put(name, bounded(file, name, in, limit(name, manifest)));
      }
    } catch (IOException e) {
      throw new InvalidModelException(file + ": is not a sound zip file: " + e.getMessage(), e);
    }
    return entries;
  }

  /** Reads an entry, but never more than it may have: sizes in a zip's directory can lie. */
  private static byte[] bounded(Path file, String name, InputStream in, int limit)
      throws IOException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new InvalidModelException(
          file + ": '" + name + "' is larger than the " + limit + " bytes it may have");
    }
    if (name.equals(CONFIGURATION) && (bytes.length == 0 || bytes[0] != '{')) {
      throw new InvalidModelException(
          file + ": '" + name + "' is no JSON (a serialised Java object is never read)");
    }
    return bytes;
  }

  private static int limit(String name, ModelManifest manifest) {
    return switch (name) {
      case EMBEDDINGS -> manifest.encoder().rows() * manifest.encoder().dimensions();
      case PARAMETERS -> MAX_PARAMETERS;
      case WORDS -> KnownWords.BYTES;
      default -> MAX_CONFIGURATION;
    };
  }

  private static byte[] entry(Map<String, byte[]> entries, String name, Path file) {
    byte[] bytes = entries.get(name);
    if (bytes == null) {
      throw new InvalidModelException(file + ": has no '" + name + "'");
    }
    return bytes;
  }

  private static float[] floats(byte[] bytes, Path file) {
    float[] floats = new float[bytes.length / 4];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
    for (float weight : floats) {
      if (!Float.isFinite(weight)) {
        throw new InvalidModelException(file + ": '" + PARAMETERS + "' holds what is no number");
      }
    }
    return floats;
  }

  /**
   * DL4J's JSON names the Java classes to be built ({@code @class}): only its own and ND4J's
   * configuration classes are let through.
   */
  private static void checkTypes(Path file, String configuration) {
    try {
      for (JsonNode type : JSON.readTree(configuration).findValues("@class")) {
        if (TYPES.stream().noneMatch(type.asText()::startsWith)) {
          throw new InvalidModelException(
              file + ": the network asks for a foreign class: " + printable(type.asText()));
        }
      }
    } catch (JacksonException e) {
      throw new InvalidModelException(
          file + ": '" + CONFIGURATION + "' is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  static byte[] readFile(Path file, long limit) {
    try {
      if (Files.size(file) > limit) {
        throw new InvalidModelException(file + ": is larger than " + limit + " bytes");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidModelException(file + ": cannot be read: " + e, e);
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // A fixed time, so that the same weights give the same checksum.
    entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  /** A name from outside, without what could disturb a terminal or a log. */
  private static String printable(String name) {
    StringBuilder safe = new StringBuilder();
    name.codePoints().limit(80).forEach(c -> safe.appendCodePoint(c >= 0x20 && c < 0x7f ? c : '?'));
    return safe.toString();
  }
}
