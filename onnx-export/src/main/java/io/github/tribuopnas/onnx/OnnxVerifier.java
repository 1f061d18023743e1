package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.tribuopnas.onnx.model.OnnxExportException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs a block in DJL and its exported file in ONNX Runtime on the same random inputs.
 *
 * <p>Obtained from {@link OnnxExporter#verifier()}.
 */
public final class OnnxVerifier {
  private final ExportedBlock block;
  private final List<List<Shape>> examples;
  private final long seed;

  OnnxVerifier(ExportedBlock block, List<List<Shape>> examples, long seed) {
    this.block = block;
    this.examples = examples;
    this.seed = seed;
  }

  /**
   * Compares both on one random batch of each size.
   *
   * @param model an exported model
   * @return the largest differences
   * @throws OnnxExportException if ONNX Runtime refuses the model or fails in it
   */
  public OnnxVerification verify(byte[] model) {
    return verify((environment, options) -> environment.createSession(model, options));
  }

  /**
   * Compares both on one random batch of each size.
   *
   * @param file an exported file; weights that it keeps in another are beside it
   * @return the largest differences
   * @throws OnnxExportException if ONNX Runtime refuses the model or fails in it
   */
  public OnnxVerification verify(Path file) {
    return verify((environment, options) -> environment.createSession(file.toString(), options));
  }

  /** Opens the model in the runtime. */
  @FunctionalInterface
  private interface Opening {
    OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options)
        throws OrtException;
  }

  private OnnxVerification verify(Opening model) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtEnvironment environment = OnnxRuntimeLoader.environment();
      try (OrtSession session = model.open(environment, options)) {
        return verify(environment, session);
      }
    } catch (OrtException e) {
      boolean isMissing = e.getCode() == OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED;
      throw new OnnxExportException(
          "ONNX Runtime cannot run the exported model: "
              + e.getMessage()
              + (isMissing
                  ? "; it has no such operator for this type of elements: convert with toType"
                      + " first, for example to FLOAT32"
                  : ""),
          e);
    }
  }

  private OnnxVerification verify(OrtEnvironment environment, OrtSession session)
      throws OrtException {
    Difference difference = new Difference();
    List<Integer> batches = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(seed);
    for (List<Shape> shapes : examples) {
      batches.add(Math.toIntExact(shapes.get(0).get(0)));
      try (NDManager manager = block.newManager()) {
        NDList inputs = block.example(manager, shapes, random);
        List<OrtTensors.Values> actual = run(environment, session, inputs);
        NDList expected = block.run(new DetachedParameterStore(manager), inputs);
        compare(expected, actual, difference);
      }
    }
    return new OnnxVerification(
        difference.absolute, difference.relative, difference.elements, batches);
  }

  private static List<OrtTensors.Values> run(
      OrtEnvironment environment, OrtSession session, NDList inputs) throws OrtException {
    Map<String, OnnxTensor> feeds = new LinkedHashMap<>();
    try {
      int i = 0;
      for (String name : session.getInputNames()) {
        feeds.put(name, OrtTensors.of(environment, inputs.get(i++)));
      }
      try (OrtSession.Result result = session.run(feeds)) {
        List<OrtTensors.Values> values = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
          values.add(OrtTensors.values((OnnxTensor) output.getValue()));
        }
        return values;
      }
    } finally {
      feeds.values().forEach(OnnxTensor::close);
    }
  }

  private static void compare(
      NDList expected, List<OrtTensors.Values> actual, Difference difference) {
    if (expected.size() != actual.size()) {
      throw new OnnxExportException(
          "DJL returns " + expected.size() + " outputs, the exported model " + actual.size());
    }
    for (int i = 0; i < expected.size(); i++) {
      NDArray array = expected.get(i);
      OrtTensors.Values other = actual.get(i);
      if (!sameShape(array.getShape(), other.shape())) {
        throw new OnnxExportException(
            "output "
                + i
                + " has shape "
                + array.getShape()
                + " in DJL and "
                + other.shape()
                + " in ONNX Runtime");
      }
      if (!other.isOf(array.getDataType())) {
        throw new OnnxExportException(
            "output "
                + i
                + " is of "
                + array.getDataType()
                + " in DJL and of "
                + other.type()
                + " in ONNX Runtime");
      }
      difference.add(OrtTensors.values(array), other.numbers());
    }
  }

  /**
   * A block that calls squeeze() drops a batch of one; the graph keeps it, as for other batches.
   */
  private static boolean sameShape(Shape djl, Shape onnx) {
    boolean one = onnx.dimension() > 0 && onnx.get(0) == 1;
    return djl.equals(onnx) || one && djl.equals(onnx.slice(1));
  }

  /** The largest differences so far. */
  private static final class Difference {
    private double absolute;
    private double relative;
    private long elements;

    void add(double[] expected, double[] actual) {
      for (int i = 0; i < expected.length; i++) {
        double e = expected[i];
        if (Double.compare(e, actual[i]) == 0) {
          continue;
        }
        double gap = Math.abs(e - actual[i]);
        // NaN on one side only must not pass as agreement.
        gap = Double.isNaN(gap) ? Double.POSITIVE_INFINITY : gap;
        absolute = Math.max(absolute, gap);
        relative = Math.max(relative, gap / Math.max(1, Math.abs(e)));
      }
      elements += expected.length;
    }
  }
}
