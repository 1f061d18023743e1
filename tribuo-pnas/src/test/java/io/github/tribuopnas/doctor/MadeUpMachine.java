package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Folder;
import io.github.tribuopnas.doctor.machine.Machine;
import io.github.tribuopnas.training.engine.Precision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A machine on which all is well, until a test breaks something. */
final class MadeUpMachine {

  static final long GIGA = 1_000_000_000;

  int feature = 17;
  int bits = 64;
  long heap = 4 * GIGA;
  String fileNames = "UTF-8";
  String system = "Linux";
  String architecture = "amd64";
  String libc = "glibc 2.36";
  List<String> features = List.of("avx2", "avx512f");
  int cores = 4;
  long memory = 16 * GIGA;
  long freeMemory = 12 * GIGA;
  final Map<String, String> environment =
      new TreeMap<>(Map.of("LD_PRELOAD", "/usr/lib/libjemalloc.so.2"));
  final Set<Folder.Use> readOnly = EnumSet.noneOf(Folder.Use.class);
  final Set<Folder.Use> noexec = EnumSet.noneOf(Folder.Use.class);
  final Set<Folder.Use> full = EnumSet.noneOf(Folder.Use.class);
  Machine.Library library = new Machine.Library(false, "");
  String engineFailure = "";
  boolean cuda;
  int engineGpus;
  String runtime = "";
  String cudnn = "";
  String arithmetic = "";
  int cards;
  String driver = "";
  final List<Machine.Gpu> gpus = new ArrayList<>();
  Machine.Part store = new Machine.Part("3.53.4", "");
  Machine.Part serving = new Machine.Part("1.23.2 with CPU", "");
  String spark = "";
  final List<Machine.Step> steps =
      new ArrayList<>(List.of(new Machine.Step("cpu", Precision.FLOAT32, 80, 79, "")));

  /** Adds a GPU that works. */
  MadeUpMachine withGpu() {
    cards = 1;
    driver = "570.86";
    gpus.add(new Machine.Gpu(0, "NVIDIA H100", 80 * GIGA, 79 * GIGA));
    cuda = true;
    engineGpus = 1;
    runtime = "128";
    cudnn = "/torch/lib/libcudnn.so.9";
    environment.put("PNAS_CUDA", "true");
    steps.add(new Machine.Step("gpu:0", Precision.TF32, 30, 29, ""));
    return this;
  }

  /** Adds a PyTorch that the user named, of the right version. */
  MadeUpMachine withLibrary() {
    environment.put("PYTORCH_LIBRARY_PATH", "/torch/lib");
    environment.put("PYTORCH_VERSION", "2.7.1");
    environment.put("PYTORCH_FLAVOR", "cu128");
    environment.put("PNAS_CUDA", "true");
    library = new Machine.Library(true, "2.7.1+cu128");
    return this;
  }

  Machine build() {
    List<Folder> folders = new ArrayList<>();
    for (Folder.Use use : Folder.Use.values()) {
      folders.add(
          new Folder(
              use,
              "/folder",
              !readOnly.contains(use),
              !noexec.contains(use),
              full.contains(use) ? 1 : 50 * GIGA));
    }
    return new Machine(
        new Machine.Java(feature, feature + ".0.1", bits, heap, fileNames),
        new Machine.Host(system, architecture, libc, "a processor", features, cores),
        new Machine.Memory(memory, freeMemory),
        environment,
        folders,
        library,
        engineFailure.isEmpty()
            ? new Machine.Engine(
                "", "2.7.1", "/engine", cuda, engineGpus, runtime, cudnn, arithmetic)
            : Machine.Engine.failed(engineFailure),
        new Machine.Graphics(cards, driver, gpus),
        store,
        serving,
        new Machine.Part(spark, ""),
        steps);
  }
}
