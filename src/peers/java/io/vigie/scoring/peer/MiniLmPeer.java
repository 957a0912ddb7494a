package io.vigie.scoring.peer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.vigie.scoring.Scores;
import io.vigie.scoring.ScoringPeer;
import io.vigie.scoring.TextScorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * all-MiniLM-L6-v2, quantised to 8 bits, under ONNX Runtime: a sentence's mean token embedding (384
 * numbers), and a logistic head on it that the bench trains on the examples given to it. One thread;
 * batches of texts of like length, so that little is padded.
 */
public final class MiniLmPeer implements ScoringPeer {

  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  /** Tokens that the model was trained with; more are cut off. */
  private static final int MAX_TOKENS = 256;

  private static final int BATCH = 16;

  @Override
  public String name() {
    return "MiniLM-L6-v2, 8 bits, ONNX Runtime";
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public TextScorer open(List<Example> examples) {
    try {
      Embedder embedder = new Embedder();
      float[][] embedded = embedder.embed(examples.stream().map(Example::text).toList());
      LogisticHead head =
          LogisticHead.train(
              embedded,
              examples.stream().mapToInt(example -> example.sentiment().ordinal()).toArray());
      return new Scorer(embedder, head);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime refuses the model", e);
    }
  }

  private record Scorer(Embedder embedder, LogisticHead head) implements TextScorer {

    @Override
    public List<Scores> score(List<Input> batch) {
      List<Scores> scores = new ArrayList<>(batch.size());
      for (float[] embedding : embedder.embed(batch.stream().map(Input::text).toList())) {
        scores.add(new Scores(head.probabilities(embedding), null, null, null, null));
      }
      return scores;
    }

    @Override
    public String modelId() {
      return "all-minilm-l6-v2-q";
    }

    @Override
    public void close() {
      embedder.close();
    }
  }

  private static final class Embedder {

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    Embedder() throws OrtException {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
        session = environment.createSession(resource(MODEL).readAllBytes(), options);
        // the tokenizer's library would look for updates, tell where it runs, and fill the home
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty(
            "DJL_CACHE_DIR", Path.of(System.getProperty("java.io.tmpdir"), "vigie-bench").toString());
        tokenizer =
            HuggingFaceTokenizer.newInstance(
                resource(TOKENIZER),
                Map.of("padding", "false", "truncation", "true", "maxLength", "" + MAX_TOKENS));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static InputStream resource(String name) {
      return Objects.requireNonNull(MiniLmPeer.class.getResourceAsStream(name), name);
    }

    float[][] embed(List<String> texts) {
      Encoding[] encodings =
          texts.stream().map(text -> tokenizer.encode(text)).toArray(Encoding[]::new);
      int[] byLength =
          IntStream.range(0, encodings.length)
              .boxed()
              .sorted(Comparator.comparingInt(i -> encodings[i].getIds().length))
              .mapToInt(i -> i)
              .toArray();
      float[][] embeddings = new float[encodings.length][];
      for (int from = 0; from < byLength.length; from += BATCH) {
        embed(
            encodings,
            Arrays.copyOfRange(byLength, from, Math.min(byLength.length, from + BATCH)),
            embeddings);
      }
      return embeddings;
    }

    private void embed(Encoding[] encodings, int[] some, float[][] embeddings) {
      int tokens = encodings[some[some.length - 1]].getIds().length;
      long[] shape = {some.length, tokens};
      LongBuffer ids = LongBuffer.allocate(some.length * tokens);
      LongBuffer mask = LongBuffer.allocate(some.length * tokens);
      for (int i = 0; i < some.length; i++) {
        ids.put(i * tokens, encodings[some[i]].getIds());
        for (int t = 0; t < encodings[some[i]].getIds().length; t++) {
          mask.put(i * tokens + t, 1);
        }
      }
      LongBuffer types = LongBuffer.allocate(some.length * tokens);
      try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids, shape);
          OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask, shape);
          OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types, shape);
          OrtSession.Result result =
              session.run(
                  Map.of(
                      "input_ids", idTensor,
                      "attention_mask", maskTensor,
                      "token_type_ids", typeTensor))) {
        FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
        int width = states.remaining() / (some.length * tokens);
        for (int i = 0; i < some.length; i++) {
          embeddings[some[i]] =
              mean(states, i * tokens * width, encodings[some[i]].getIds().length, width);
        }
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime failed", e);
      }
    }

    /** Mean over the tokens, of length 1, as the model was trained to be compared. */
    private static float[] mean(FloatBuffer states, int offset, int tokens, int width) {
      float[] mean = new float[width];
      double squares = 0;
      for (int d = 0; d < width; d++) {
        for (int t = 0; t < tokens; t++) {
          mean[d] += states.get(offset + t * width + d);
        }
        squares += mean[d] * mean[d];
      }
      float length = (float) Math.sqrt(squares);
      for (int d = 0; d < width && length > 0; d++) {
        mean[d] /= length;
      }
      return mean;
    }

    void close() {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
      tokenizer.close();
    }
  }
}
