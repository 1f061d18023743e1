package io.github.tribuopnas.execution;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockManagerAdded;

/**
 * A cluster on the loopback interface: a master and two workers in processes of their own. Each
 * worker has two cores and one GPU, which exists only in the words of its discovery script. Its
 * executor runs one task at a time, as many as it has GPUs, unless the task asks for a fraction of
 * one.
 */
public final class SparkCluster implements AutoCloseable {

  public static final int EXECUTORS = 2;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String CLASS_PATH = System.getProperty("java.class.path");
  private static final Pattern URL = Pattern.compile("spark://" + LOOPBACK + ":\\d+");

  /** Held, since java.util.logging forgets the level of a logger that nobody holds. */
  private static final Logger SPARK = Logger.getLogger("org.apache");

  private static final Pattern REGISTERED = Pattern.compile("Registering worker");

  /** The program that submits, as it lies in a Spark that is installed. */
  private static final Path SUBMIT = Path.of("..", "spark-distribution", "bin", "spark-submit");

  private final Path directory;
  private final Path home;
  private final String classPath;
  private final List<Process> nodes = new ArrayList<>();
  private final String master;
  private JavaSparkContext context;

  /**
   * Starts the nodes from the jars of the class path; the application of {@link #context} begins
   * when it is first asked for.
   *
   * @return the cluster
   */
  public static SparkCluster ofClassPath() throws IOException {
    Path directory = Files.createTempDirectory("pnas-spark-");
    // Spark looks for its jars there, and finds them on the class path instead.
    Files.createDirectories(directory.resolve("jars"));
    return new SparkCluster(directory, directory, CLASS_PATH);
  }

  /**
   * Starts the nodes from a Spark that is installed. They have nothing else on their class path but
   * what ends them with this process, and executors have not even that.
   *
   * @param home where the folder {@code jars} is
   * @return the cluster
   */
  public static SparkCluster ofInstalled(Path home) throws IOException {
    String node = SparkNode.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    return new SparkCluster(
        Files.createTempDirectory("pnas-spark-"),
        home,
        home.resolve("jars").resolve("*") + File.pathSeparator + node);
  }

  private SparkCluster(Path directory, Path home, String classPath) throws IOException {
    this.directory = directory;
    this.home = home.toAbsolutePath().normalize();
    this.classPath = classPath;
    SPARK.setLevel(Level.SEVERE);
    try {
      BufferedReader log =
          start(List.of(), SparkNode.MASTER, "--port", "0", "--webui-port", "0", "--host", LOOPBACK)
              .errorReader();
      master = await(log, URL);
      for (int gpu = 0; gpu < EXECUTORS; gpu++) {
        startWorker(gpu);
        await(log, REGISTERED);
      }
      Thread drain = new Thread(() -> log.lines().forEach(rest -> {}));
      drain.setDaemon(true);
      drain.start();
    } catch (IOException e) {
      nodes.forEach(Process::destroyForcibly);
      throw e;
    }
  }

  private SparkConf configuration() {
    return new SparkConf(false)
        .setMaster(master)
        .setAppName("executor contract")
        .set("spark.driver.host", LOOPBACK)
        .set("spark.driver.bindAddress", LOOPBACK)
        .set("spark.ui.enabled", "false")
        .set("spark.network.timeout", "900s")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.cores", "2")
        .set("spark.executor.resource.gpu.amount", "1")
        .set("spark.task.resource.gpu.amount", "1")
        .set("spark.task.maxFailures", "1")
        .set("spark.plugins", SparkPoison.class.getName())
        .set(SparkPoison.PIDS, directory.toString())
        .set("spark.executor.extraClassPath", CLASS_PATH)
        .set(
            "spark.executor.extraJavaOptions",
            "-Dai.djl.offline=true -XX:+UseSerialGC -XX:TieredStopAtLevel=1")
        .set("spark.executorEnv.SPARK_SCALA_VERSION", "2.13")
        .set("spark.executorEnv.OPT_OUT_TRACKING", "true");
  }

  /** Reads the master's log up to what it is awaited to tell. */
  private static String await(BufferedReader log, Pattern text) throws IOException {
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher found = text.matcher(line);
      if (found.find()) {
        return found.group();
      }
    }
    throw new IOException("the master ended before it told of " + text);
  }

  private void startWorker(int gpu) throws IOException {
    Path script =
        Files.writeString(
            directory.resolve("gpus-of-worker-" + gpu + ".sh"),
            "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"" + gpu + "\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    start(
        List.of(
            "-Dspark.worker.resource.gpu.amount=1",
            "-Dspark.worker.resource.gpu.discoveryScript=" + script),
        SparkNode.WORKER,
        "--host",
        LOOPBACK,
        "--webui-port",
        "0",
        "--cores",
        "2",
        "--memory",
        "1g",
        "--work-dir",
        directory.resolve("worker-" + gpu).toString(),
        master);
  }

  private Process start(List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx256m");
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    // On a machine that is busy with other things all may be late, and is not to be given up.
    command.add("-Dspark.worker.timeout=900");
    command.add("-Dspark.network.timeout=900s");
    command.addAll(flags);
    command.add(SparkNode.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CLASSPATH", classPath);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (!arguments[0].equals(SparkNode.MASTER)) {
      builder.redirectError(directory.resolve("worker-" + nodes.size() + ".log").toFile());
    }
    Process node = builder.start();
    nodes.add(node);
    return node;
  }

  /**
   * Returns the application, which the tests share.
   *
   * @return a context whose Spark repeats nothing
   */
  public synchronized JavaSparkContext context() {
    if (context == null) {
      context = new JavaSparkContext(configuration());
    }
    return context;
  }

  /**
   * Returns where applications are submitted.
   *
   * @return the master's address
   */
  public String master() {
    return master;
  }

  /**
   * Prepares {@code spark-submit} of the Spark that is installed.
   *
   * @param arguments its own
   * @return the process to be
   */
  public ProcessBuilder submit(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(SUBMIT.toAbsolutePath().normalize().toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_LOCAL_IP", LOOPBACK);
    return builder;
  }

  /** Returns the process of an executor. */
  public ProcessHandle executor(String id) {
    try {
      long pid = Long.parseLong(Files.readString(directory.resolve(id)));
      return ProcessHandle.of(pid).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Has executors killed, by SIGKILL, while they run the first attempt of a trial.
   *
   * @param count how many
   */
  public void kill(int count) throws IOException {
    try (DirectoryStream<Path> earlier =
        Files.newDirectoryStream(directory, SparkPoison.MET + "*")) {
      for (Path trial : earlier) {
        Files.delete(trial);
      }
    }
    Path kills = Files.createDirectories(directory.resolve(SparkPoison.KILLS));
    for (int i = 0; i < count; i++) {
      Files.createFile(kills.resolve(Integer.toString(i)));
    }
  }

  /**
   * Lets each task wait, as it begins, for another on its executor.
   *
   * @return ends this
   */
  public Closeable meeting() throws IOException {
    Path meeting = Files.createFile(directory.resolve(SparkPoison.MEETING));
    return () -> Files.delete(meeting);
  }

  /** Returns how many executors that are to be killed were not. */
  public int leftToKill() {
    return directory.resolve(SparkPoison.KILLS).toFile().list().length;
  }

  /** Waits until all executors are there, those too that follow ones that died. */
  public void awaitExecutors() throws InterruptedException {
    Semaphore come = new Semaphore(0);
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onBlockManagerAdded(SparkListenerBlockManagerAdded added) {
            come.release();
          }
        };
    context().sc().addSparkListener(listener);
    // An executor is counted before its coming is told; the driver is counted too.
    while (context().sc().getExecutorMemoryStatus().size() < EXECUTORS + 1) {
      come.acquire();
    }
    context().sc().removeSparkListener(listener);
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
    nodes.stream().flatMap(Process::descendants).forEach(ProcessHandle::destroyForcibly);
    nodes.forEach(Process::destroyForcibly);
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
