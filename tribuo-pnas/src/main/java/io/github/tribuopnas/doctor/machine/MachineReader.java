package io.github.tribuopnas.doctor.machine;

import com.sun.management.OperatingSystemMXBean;
import io.github.tribuopnas.onnx.model.UserCache;
import io.github.tribuopnas.training.engine.Precision;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Gathers the facts about this machine. What may crash a process is examined in another one. */
public final class MachineReader {

  /** The engine may have to be unpacked, or downloaded. */
  private static final Duration ENGINE = Duration.ofMinutes(20);

  private static final Duration OTHERS = Duration.ofMinutes(3);

  /** Limits the instructions that the engine uses on the CPU. */
  private static final String ISA = "ONEDNN_MAX_CPU_ISA";

  private static final List<String> VARIABLES =
      List.of(
          "CUDA_VISIBLE_DEVICES",
          "DJL_CACHE_DIR",
          "ENGINE_CACHE_DIR",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "MALLOC_TRIM_THRESHOLD_",
          "OMP_NUM_THREADS",
          ISA,
          "PNAS_CUDA",
          "PYTORCH_FLAVOR",
          "PYTORCH_LIBRARY_PATH",
          "PYTORCH_VERSION",
          "XDG_CACHE_HOME");

  private final Consumer<String> progress;

  /**
   * Makes a reader.
   *
   * @param progress told what is being examined
   */
  public MachineReader(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Examines everything.
   *
   * @param measuresSteps whether training steps are timed, which takes some seconds on each device
   * @return the facts
   * @throws InterruptedException if the thread was interrupted
   */
  public Machine read(boolean measuresSteps) throws InterruptedException {
    Map<String, String> environment = environment();
    Machine.Host host = HostFiles.read();
    progress.accept("looking at the engine");
    Machine.Engine engine =
        probe(ENGINE).ask(Machine.Engine.class, Machine.Engine::failed, "engine");
    progress.accept("looking at SQLite and ONNX Runtime");
    Machine.Part store = part("store");
    Machine.Part serving = part("serving");
    return new Machine(
        java(),
        host,
        memory(),
        environment,
        folders(environment),
        LibraryFiles.read(environment.getOrDefault("PYTORCH_LIBRARY_PATH", "")),
        engine,
        GraphicsCards.read(),
        store,
        serving,
        VersionOfSpark.read(),
        measuresSteps && engine.failure().isEmpty()
            ? steps(
                Bf16Instructions.areUsed(host.features(), environment.getOrDefault(ISA, "")),
                engine.gpus())
            : List.of());
  }

  private static Map<String, String> environment() {
    Map<String, String> set = new TreeMap<>();
    for (String name : VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        set.put(name, value);
      }
    }
    return set;
  }

  private static Machine.Java java() {
    return new Machine.Java(
        Runtime.version().feature(),
        Runtime.version() + " of " + System.getProperty("java.vendor"),
        Integer.parseInt(System.getProperty("sun.arch.data.model", "64")),
        Runtime.getRuntime().maxMemory(),
        System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));
  }

  private static Machine.Memory memory() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return new Machine.Memory(
        system.getTotalMemorySize(), HostFiles.availableMemory(system.getTotalMemorySize()));
  }

  private static List<Folder> folders(Map<String, String> environment) {
    String home = System.getProperty("user.home");
    String cache = environment.getOrDefault("DJL_CACHE_DIR", Path.of(home, ".djl.ai").toString());
    Path engine = Path.of(environment.getOrDefault("ENGINE_CACHE_DIR", cache));
    FolderReader reader = FolderReader.ofThisSystem();
    return List.of(
        reader.read(Folder.Use.TEMPORARY, Path.of(System.getProperty("java.io.tmpdir"))),
        reader.read(Folder.Use.ENGINE, engine),
        reader.read(Folder.Use.CACHE, UserCache.directory()),
        reader.read(Folder.Use.RUNS, Path.of("")));
  }

  private List<Machine.Step> steps(boolean inBf16, int gpus) throws InterruptedException {
    List<Machine.Step> steps = new ArrayList<>();
    steps.add(step("cpu", Precision.FLOAT32));
    if (inBf16) {
      steps.add(step("cpu", Precision.BF16));
    }
    for (int i = 0; i < gpus; i++) {
      for (Precision precision : Precision.values()) {
        if (precision != Precision.AUTO) {
          steps.add(step("gpu:" + i, precision));
        }
      }
    }
    return steps;
  }

  private Machine.Step step(String device, Precision precision) throws InterruptedException {
    progress.accept("timing a training step on " + device + " in " + precision.text());
    return probe(OTHERS)
        .ask(
            Machine.Step.class,
            failure -> Machine.Step.failed(device, precision, failure),
            "step",
            device,
            precision.text());
  }

  private static Machine.Part part(String name) throws InterruptedException {
    return probe(OTHERS).ask(Machine.Part.class, failure -> new Machine.Part("", failure), name);
  }

  private static ProbeProcess probe(Duration limit) {
    return new ProbeProcess(Probe.class.getName(), limit);
  }
}
