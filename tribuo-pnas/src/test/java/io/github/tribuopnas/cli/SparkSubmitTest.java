package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.util.cuda.CudaUtils;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.tribuopnas.SearchRun;
import io.github.tribuopnas.execution.InstalledSpark;
import io.github.tribuopnas.execution.SparkCluster;
import io.github.tribuopnas.execution.WithoutSpark;
import io.github.tribuopnas.search.trial.Objective;
import io.github.tribuopnas.search.trial.Trial;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.store.Study;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command under spark-submit of a Spark that is installed, and without it. */
@Tag("slow")
class SparkSubmitTest {

  private static final List<String> SEARCH =
      List.of(
          "search",
          "--blocks=1",
          "--first-level=5",
          "--filters=4",
          "--epochs=1",
          "--final-epochs=1",
          "--train-limit=300");

  private static final List<String> CLASS_PATH =
      List.of(System.getProperty("java.class.path").split(File.pathSeparator));

  @TempDir Path directory;

  private static List<String> arguments(String... more) {
    return Stream.concat(SEARCH.stream(), Stream.of(more)).toList();
  }

  private static String join(Stream<String> words, String separator) {
    return words.collect(Collectors.joining(separator));
  }

  /** Packs the classes of this project, which are not packed yet when tests run. */
  private Path jar() throws IOException {
    Path jar = directory.resolve("pnas.jar");
    Set<String> packed = new HashSet<>();
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String place : CLASS_PATH) {
        Path root = Path.of(place);
        if (root.endsWith("classes") && Files.isDirectory(root)) {
          add(root, packed, out);
        }
      }
    }
    assertTrue(packed.contains("io/github/tribuopnas/cli/Pnas.class"), packed.toString());
    return jar;
  }

  private static void add(Path root, Set<String> packed, JarOutputStream out) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = root.relativize(file).toString().replace(File.separatorChar, '/');
        if (packed.add(name)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, (OutputStream) out);
        }
      }
    }
  }

  private static List<Trial<Cell>> trials(Path run) {
    return Study.read(run.resolve(SearchRun.STUDY), SearchRun.space()).ordered();
  }

  private static List<String> found(Path run) {
    return trials(run).stream()
        .map(
            trial ->
                trial.proposal() + " " + trial.status() + " " + Objective.ACCURACY.value(trial))
        .toList();
  }

  @Test
  void aSearchThatIsSubmittedTrainsOnTheClusterAndFindsWhatThreadsFind() throws Exception {
    Path threads = directory.resolve("threads");
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    assertEquals(
        0,
        Pnas.run(
            writer,
            writer,
            arguments("--executor=threads", "--out=" + threads).toArray(String[]::new)),
        err::toString);

    Path run = directory.resolve("submitted");
    Path log = directory.resolve("submitted.log");
    List<String> words = new ArrayList<>();
    try (SparkCluster cluster = SparkCluster.ofInstalled(InstalledSpark.home())) {
      words.addAll(List.of("--master", cluster.master(), "--class", Pnas.class.getName()));
      words.addAll(
          List.of("--jars", join(InstalledSpark.libraries().stream().map(Path::toString), ",")));
      words.add("--driver-java-options");
      words.add(
          "-XX:+UseSerialGC -Dai.djl.offline=true -Dai.djl.pytorch.num_threads=1"
              + " -Djava.awt.headless=true");
      for (String setting :
          List.of(
              "spark.driver.host=127.0.0.1",
              "spark.driver.bindAddress=127.0.0.1",
              "spark.ui.enabled=false",
              "spark.executor.memory=512m",
              "spark.executor.cores=1",
              "spark.executor.resource.gpu.amount=1",
              "spark.task.resource.gpu.amount=1",
              "spark.executor.extraJavaOptions=-Dai.djl.offline=true -XX:+UseSerialGC",
              "spark.executorEnv.OPT_OUT_TRACKING=true")) {
        words.addAll(List.of("--conf", setting));
      }
      words.add(jar().toString());
      words.addAll(arguments("--executor=spark", "--workers=2", "--out=" + run));
      int status =
          cluster
              .submit(words)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start()
              .waitFor();
      assertEquals(0, status, () -> read(log));
    }
    assertEquals(found(threads), found(run));
    for (Trial<Cell> trial : trials(run)) {
      assertTrue(trial.run().worker().matches("executor \\d"), trial.run().worker());
      if (CudaUtils.getGpuCount() == 0) {
        assertTrue(trial.run().device().matches("cpu \\(GPU [01]\\)"), trial.run().device());
      }
    }
    assertEquals(winner(threads), winner(run));
  }

  private static GraphProto winner(Path run) throws IOException {
    return ModelProto.parseFrom(Files.readAllBytes(run.resolve("winner.onnx"))).getGraph();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void withoutSparkTheCommandTellsHowToStartIt() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Pnas.class.getName()));
    Path run = directory.resolve("none");
    command.addAll(arguments("--executor=spark", "--workers=2", "--out=" + run));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CLASSPATH", WithoutSpark.classPath());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(1, process.waitFor(), out);
    assertTrue(out.contains("spark-submit") && out.contains("docs/spark.md"), out);
    assertTrue(Files.notExists(run), "nothing was begun");
  }

  @Test
  void whereSparkIsButDidNotStartTheCommandThatIsToldToo() {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    assertEquals(
        1,
        Pnas.run(
            writer,
            writer,
            arguments("--executor=spark", "--workers=2", "--out=" + directory.resolve("none"))
                .toArray(String[]::new)));
    assertTrue(err.toString().contains("start the command with spark-submit"), err.toString());
  }
}
