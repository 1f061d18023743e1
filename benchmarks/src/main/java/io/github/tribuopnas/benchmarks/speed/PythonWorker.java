package io.github.tribuopnas.benchmarks.speed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python process that trains the same networks with PyTorch, one thread, when told to. */
public final class PythonWorker implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PROBE_SECONDS = 60;
  private static final List<Path> JEMALLOC =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"),
          Path.of("/usr/lib/aarch64-linux-gnu/libjemalloc.so.2"),
          Path.of("/usr/lib64/libjemalloc.so.2"),
          Path.of("/usr/lib/libjemalloc.so.2"));

  private final String mode;
  private final Process process;
  private final Writer requests;
  private final BufferedReader answers;

  private PythonWorker(String mode, Process process) {
    this.mode = mode;
    this.process = process;
    requests = process.outputWriter(StandardCharsets.UTF_8);
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Says why PyTorch cannot be run here, if it cannot.
   *
   * @param python the interpreter
   * @return the reason, or nothing
   * @throws IOException if the interpreter cannot be started
   * @throws InterruptedException if the thread was interrupted
   */
  public static Optional<String> missing(String python) throws IOException, InterruptedException {
    if (!Files.isExecutable(Path.of(python))) {
      return Optional.of(python + " is not there");
    }
    Process probe =
        new ProcessBuilder(python, "-c", "import torch")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!probe.waitFor(PROBE_SECONDS, TimeUnit.SECONDS)) {
      probe.destroyForcibly();
      return Optional.of(python + " took more than a minute to import torch");
    }
    return probe.exitValue() == 0
        ? Optional.empty()
        : Optional.of(python + " cannot import torch (PyTorch)");
  }

  /**
   * Starts PyTorch as a user would run it: channels first, the C library's allocator as it is.
   *
   * @param python the interpreter
   * @param scripts the folder of {@code worker.py}
   * @return the worker
   * @throws IOException if it cannot be started
   */
  public static PythonWorker plain(String python, Path scripts) throws IOException {
    return start("plain", python, scripts, Map.of());
  }

  /**
   * Starts PyTorch tuned: channels last, jemalloc that keeps what is freed.
   *
   * @param python the interpreter
   * @param scripts the folder of {@code worker.py}
   * @return the worker
   * @throws IOException if it cannot be started or jemalloc is not installed
   */
  public static PythonWorker tuned(String python, Path scripts) throws IOException {
    Path jemalloc =
        JEMALLOC.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () -> new IOException("jemalloc is not installed; looked for " + JEMALLOC));
    return start(
        "tuned",
        python,
        scripts,
        Map.of(
            "LD_PRELOAD",
            jemalloc.toString(),
            "MALLOC_CONF",
            "dirty_decay_ms:-1,muzzy_decay_ms:-1"));
  }

  private static PythonWorker start(
      String mode, String python, Path scripts, Map<String, String> environment)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(python, "-B", scripts.resolve("worker.py").toString(), mode)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    // The launcher's settings of the allocator are for the Java side.
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("MALLOC_")
                    || name.equals("LD_PRELOAD")
                    || name.equals("GLIBC_TUNABLES"));
    builder.environment().putAll(environment);
    builder.environment().put("OMP_NUM_THREADS", "1");
    return new PythonWorker(mode, builder.start());
  }

  /**
   * Builds a case's network.
   *
   * @param timed the case
   * @param weights its weights, see {@link SharedNetwork}
   * @param images its images
   * @param labels the label of each image
   * @return what the Python side computes
   * @throws IOException if the worker has died
   */
  public SharedNetwork prepare(SpeedCase timed, Path weights, Path images, int[] labels)
      throws IOException {
    ObjectNode request =
        JSON.createObjectNode()
            .put("cell", timed.cell().toString())
            .put("filters", timed.filters())
            .put("repeats", SpeedCase.REPEATS)
            .put("stemMultiplier", SpeedCase.STEM_MULTIPLIER)
            .put("classes", SpeedCase.CLASSES)
            .put("batch", timed.batch())
            .put("rate", JavaTraining.RATE)
            .put("momentum", JavaTraining.MOMENTUM)
            .put("decay", JavaTraining.DECAY)
            .put("weights", weights.toString())
            .put("images", images.toString());
    request
        .putArray("image")
        .add(timed.image().height())
        .add(timed.image().width())
        .add(timed.image().channels());
    var numbers = request.putArray("labels");
    for (int label : labels) {
      numbers.add(label);
    }
    JsonNode answer = ask(request);
    return new SharedNetwork(answer.get("parameters").asLong(), answer.get("loss").asDouble());
  }

  /**
   * Trains some steps.
   *
   * @param steps how many
   * @return how long they took
   * @throws IOException if the worker has died
   */
  public Turn train(int steps) throws IOException {
    JsonNode answer = ask(JSON.createObjectNode().put("steps", steps));
    return new Turn(answer.get("seconds").asDouble(), answer.get("cpuSeconds").asDouble());
  }

  private JsonNode ask(ObjectNode request) throws IOException {
    requests.write(request.toString());
    requests.write('\n');
    requests.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IOException("the Python process (" + mode + ") ended; its message is above");
    }
    return JSON.readTree(answer);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
