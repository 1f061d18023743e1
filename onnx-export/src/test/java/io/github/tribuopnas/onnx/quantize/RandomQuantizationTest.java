package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.check.InvalidModelException;
import io.github.tribuopnas.onnx.check.Mutations;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random and broken models are quantized so that the result agrees, or refused in a sentence. More
 * of them with {@code -Dio.github.tribuopnas.onnx.fuzz=5000}.
 */
@Tag("slow")
class RandomQuantizationTest {
  private static final int MODELS = Integer.getInteger("io.github.tribuopnas.onnx.fuzz", 40);
  private static final int EXAMPLES = 8;

  private static ExampleBatch examples(SplittableRandom random) {
    float[] values = new float[EXAMPLES * 192];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new ExampleBatch(values, EXAMPLES, 3, 8, 8);
  }

  private static OnnxQuantizer.Builder quantizer(ExampleBatch examples) {
    return OnnxQuantizer.builder()
        .setCalibration(List.of(examples))
        .optMethod(CalibrationMethod.MIN_MAX)
        .optMaxLoss(1);
  }

  /** The scores, computed as the file says, or with whole numbers as the runtime merges them. */
  private static float[] scores(
      ModelProto model, ExampleBatch examples, OrtSession.SessionOptions.OptLevel level)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setOptimizationLevel(level);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      try (OrtSession session = environment.createSession(model.toByteArray(), options);
          OnnxTensor input =
              OnnxTensor.createTensor(
                  environment, FloatBuffer.wrap(examples.values()), examples.shape());
          OrtSession.Result result = session.run(Map.of("image", input))) {
        FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] scores = new float[buffer.remaining()];
        buffer.get(scores);
        return scores;
      }
    }
  }

  /** The root of the mean square of the differences, by that of the first. */
  private static double difference(float[] a, float[] b) {
    assertEquals(a.length, b.length);
    double gap = 0;
    double size = 1e-30;
    for (int i = 0; i < a.length; i++) {
      gap += (a[i] - b[i]) * (double) (a[i] - b[i]);
      size += a[i] * (double) a[i];
    }
    return Math.sqrt(gap / size);
  }

  /**
   * Signed bytes stand for the same numbers as unsigned ones, and arrays of them get no further
   * channels: so the further channels change nothing.
   */
  @Test
  void randomModelsAgree() throws OrtException, IOException {
    SplittableRandom random = new SplittableRandom(11);
    int quantized = 0;
    int aligned = 0;
    double worst = 0;
    for (int i = 0; i < MODELS; i++) {
      ModelProto model = RandomGraph.of(random);
      ExampleBatch examples = examples(random);
      String which = "model " + i + ": ";
      float[] exact = scores(model, examples, OrtSession.SessionOptions.OptLevel.ALL_OPT);
      QuantizedModel result = quantizer(examples).build().quantize(model);
      QuantizedModel signed = quantizer(examples).optSignedActivations().build().quantize(model);
      OnnxModelReader.builder().build().read(result.model().toByteArray());
      float[] asWritten =
          scores(result.model(), examples, OrtSession.SessionOptions.OptLevel.NO_OPT);
      float[] merged = scores(result.model(), examples, OrtSession.SessionOptions.OptLevel.ALL_OPT);
      float[] plain = scores(signed.model(), examples, OrtSession.SessionOptions.OptLevel.NO_OPT);
      double toExact = difference(exact, merged);
      worst = Math.max(worst, toExact);
      assertTrue(toExact < 0.2, which + toExact + " from single precision");
      assertTrue(difference(plain, asWritten) < 0.02, which + difference(plain, asWritten));
      assertTrue(difference(asWritten, merged) < 0.05, which + difference(asWritten, merged));
      quantized += result.quantized().isEmpty() ? 0 : 1;
      aligned +=
          result.model().getGraph().getNodeList().stream()
                  .anyMatch(n -> n.getOpType().equals("Pad") && n.getInputCount() == 2)
              ? 1
              : 0;
    }
    assertEquals(MODELS, quantized);
    assertTrue(aligned > MODELS / 10, "only " + aligned + " got further channels");
  }

  @Test
  void brokenModelsAreRefusedInASentence() {
    SplittableRandom random = new SplittableRandom(12);
    int refused = 0;
    int written = 0;
    for (int i = 0; i < MODELS; i++) {
      Mutations mutations = new Mutations(RandomGraph.of(random), random);
      ExampleBatch examples = examples(random);
      for (int j = 0; j < 4; j++) {
        ModelProto model;
        try {
          model = OnnxModelReader.builder().build().read(mutations.next());
        } catch (InvalidModelException e) {
          continue;
        }
        try {
          quantizer(examples).build().quantize(model);
          written++;
        } catch (IllegalArgumentException | OnnxExportException e) {
          assertTrue(String.valueOf(e.getMessage()).length() > 20, e::toString);
          refused++;
        } catch (RuntimeException e) {
          fail("model " + i + ", change " + j, e);
        }
      }
    }
    assertTrue(written > MODELS / 2 && refused > MODELS / 4, written + ", " + refused);
  }
}
