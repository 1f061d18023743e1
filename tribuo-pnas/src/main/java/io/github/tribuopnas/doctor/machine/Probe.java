package io.github.tribuopnas.doctor.machine;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.onnx.OnnxRuntimeLoader;
import io.github.tribuopnas.store.SqliteLibrary;
import io.github.tribuopnas.training.engine.OneDnnCheck;
import io.github.tribuopnas.training.engine.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Examines a part with native code in its own process, which that code may crash, and prints what
 * it found as JSON, in a line that begins with {@link #ANSWER}.
 */
final class Probe {

  /** Begins the line of the answer; libraries print lines of their own. */
  static final String ANSWER = "pnas-answer ";

  private static final String ENGINE = "PyTorch";
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern CUDNN = Pattern.compile("/\\S*libcudnn[\\w.]*");

  private Probe() {}

  /**
   * Looks.
   *
   * @param arguments {@code engine}, {@code store}, {@code serving}, or {@code step} with a device
   *     and a precision
   * @throws Exception whatever goes wrong, which ends the process with its stack trace
   */
  public static void main(String[] arguments) throws Exception {
    Object found =
        switch (arguments[0]) {
          case "engine" -> engine();
          case "store" -> store();
          case "serving" -> serving();
          case "step" -> step(arguments[1], Precision.parse(arguments[2]));
          default -> throw new IllegalArgumentException("unknown part " + arguments[0]);
        };
    System.out.println(ANSWER + new ObjectMapper().writeValueAsString(found));
    System.out.flush();
    // Skips the engine's own shutdown, which tells nothing more.
    Runtime.getRuntime().halt(0);
  }

  private static Machine.Engine engine() throws IOException {
    Engine engine = Engine.getEngine(ENGINE);
    boolean cuda = engine.hasCapability(StandardCapabilities.CUDA);
    return new Machine.Engine(
        "",
        engine.getVersion(),
        LibUtils.getLibtorchPath(),
        cuda || Files.exists(Path.of(LibUtils.getLibtorchPath(), "libtorch_cuda.so")),
        engine.getGpuCount(),
        CudaUtils.hasCuda() ? CudaUtils.getCudaVersionString() : "",
        loadedCudnn(),
        OneDnnCheck.complaint().orElse(""));
  }

  private static String loadedCudnn() throws IOException {
    if (!Files.isReadable(MAPS)) {
      return "";
    }
    Matcher cudnn = CUDNN.matcher(Files.readString(MAPS));
    return cudnn.find() ? cudnn.group() : "";
  }

  private static Machine.Part store() {
    return new Machine.Part(SqliteLibrary.version(), "");
  }

  private static Machine.Part serving() {
    String version = OnnxRuntimeLoader.environment().getVersion();
    String providers =
        OrtEnvironment.getAvailableProviders().stream()
            .map(OrtProvider::getName)
            .map(name -> name.replace("ExecutionProvider", ""))
            .sorted()
            .collect(Collectors.joining(", "));
    return new Machine.Part(version + " with " + providers, "");
  }

  private static Machine.Step step(String device, Precision precision) throws InterruptedException {
    try {
      return new StepProbe(device, precision).step();
    } catch (RuntimeException | OutOfMemoryError e) {
      return Machine.Step.failed(
          device, precision, Failures.message(e).lines().findFirst().orElse(""));
    }
  }
}
