package io.github.tribuopnas.benchmarks.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** PNASNet-5 for CIFAR on one thread: a batch through DJL, and through ONNX Runtime. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class InferenceBenchmark {

  /** Images in a batch. */
  @Param({"1", "16", "128"})
  private int batch;

  /**
   * Who runs it. DJL runs it as its user calls it, or with channels last in memory, as networks are
   * trained here. ONNX Runtime runs the file plain or folded; it rewrites either by itself, unless
   * told not to ({@code as it is}), like runtimes that cannot.
   */
  @Param({"djl", "djl channels last", "plain", "folded", "plain as it is", "folded as it is"})
  private String runtime;

  private ServedNetwork network;
  private @Nullable OrtSession session;
  private float[] pixels;

  /**
   * Exports the network and opens a session.
   *
   * @throws OrtException if ONNX Runtime refuses it
   */
  @Setup
  public void open() throws OrtException {
    network = new ServedNetwork("cifar");
    pixels = network.images(batch);
    if (runtime.startsWith("djl")) {
      return;
    }
    byte[] model =
        (runtime.startsWith("folded") ? network.exporter().optFoldBatchNorm() : network.exporter())
            .build()
            .toModel()
            .toByteArray();
    session =
        open(
            model,
            runtime.endsWith("as it is")
                ? OrtSession.SessionOptions.OptLevel.NO_OPT
                : OrtSession.SessionOptions.OptLevel.ALL_OPT);
  }

  /** Opens a session of one thread. */
  static OrtSession open(byte[] model, OrtSession.SessionOptions.OptLevel level)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(level);
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  /** Runs a batch of raw pixels. */
  static float[][] run(OrtSession session, FloatBuffer pixels, int batch) throws OrtException {
    long[] shape = {batch, pixels.remaining() / batch};
    try (OnnxTensor input =
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), pixels, shape);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      return (float[][]) result.get(0).getValue();
    }
  }

  /**
   * Frees everything.
   *
   * @throws OrtException if that fails
   */
  @TearDown
  public void close() throws OrtException {
    if (session != null) {
      session.close();
    }
    network.close();
  }

  /**
   * One batch, from raw pixels to probabilities.
   *
   * @return probabilities
   * @throws OrtException if ONNX Runtime fails
   */
  @Benchmark
  public Object batch() throws OrtException {
    return switch (runtime) {
      case "djl" -> network.forward(pixels);
      case "djl channels last" -> network.forwardChannelsLast(pixels);
      default -> run(Objects.requireNonNull(session), FloatBuffer.wrap(pixels), batch);
    };
  }
}
