package io.github.tribuopnas.benchmarks.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.onnx.OnnxVerification;
import io.github.tribuopnas.onnx.check.OnnxModelReader;
import io.github.tribuopnas.onnx.rewrite.OnnxRewriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What an export of PNASNet-5 is made of; {@link #file} is all of it, without verification. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 8)
@Fork(1)
public class ExportBenchmark {

  /** Which PNASNet-5: {@code cifar} has 3.2 million parameters. */
  @Param("cifar")
  private String setting;

  private ServedNetwork network;
  private ModelProto model;
  private byte[] bytes;
  private Path directory;

  /**
   * Makes the network and a first export.
   *
   * @throws IOException if there is no temporary directory
   */
  @Setup(Level.Trial)
  public void make() throws IOException {
    directory = Files.createTempDirectory("export");
    network = new ServedNetwork(setting);
    model = network.exporter().build().toModel();
    bytes = model.toByteArray();
  }

  /**
   * Deletes what was written.
   *
   * @throws IOException if that fails
   */
  @TearDown(Level.Trial)
  public void clean() throws IOException {
    network.close();
    Files.deleteIfExists(directory.resolve("model.onnx"));
    Files.delete(directory);
  }

  /**
   * Runs the block on recording arrays and writes the graph.
   *
   * @return the model
   */
  @Benchmark
  public ModelProto trace() {
    return network.exporter().build().toModel();
  }

  /**
   * Traces and writes a file.
   *
   * @throws IOException if that fails
   */
  @Benchmark
  public void file() throws IOException {
    network.exporter().build().exportUnverified(directory.resolve("model.onnx"));
  }

  /**
   * Folds the finished model.
   *
   * @return the folded one
   */
  @Benchmark
  public ModelProto fold() {
    return OnnxRewriter.builder().optFoldBatchNorm().build().rewrite(model);
  }

  /**
   * Runs DJL and ONNX Runtime on batches of 1, 2 and 7.
   *
   * @return their differences
   */
  @Benchmark
  public OnnxVerification verify() {
    return network.exporter().build().verifier().verify(bytes);
  }

  /**
   * Reads and checks the file's bytes.
   *
   * @return the model
   * @throws IOException if it were refused
   */
  @Benchmark
  public ModelProto guard() throws IOException {
    return OnnxModelReader.builder().build().read(bytes);
  }
}
