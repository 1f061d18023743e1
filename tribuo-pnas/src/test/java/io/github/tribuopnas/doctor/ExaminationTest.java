package io.github.tribuopnas.doctor;

import static io.github.tribuopnas.doctor.Verdict.ADVICE;
import static io.github.tribuopnas.doctor.Verdict.FAULT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.doctor.machine.Folder;
import io.github.tribuopnas.doctor.machine.Machine;
import io.github.tribuopnas.training.engine.Precision;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of made-up machines, each with one thing broken. */
class ExaminationTest {

  private static Arguments row(
      String part, Verdict verdict, String remedy, Consumer<MadeUpMachine> broken) {
    return arguments(part, verdict, remedy, broken);
  }

  private static Consumer<MadeUpMachine> variable(String name, String value) {
    return m -> m.environment.put(name, value);
  }

  private static Consumer<MadeUpMachine> engine(String failure) {
    return m -> m.engineFailure = failure;
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        row("Java", FAULT, "JDK 17", m -> m.feature = 11),
        row("Java", FAULT, "64 bits", m -> m.bits = 32),
        row("Java", ADVICE, "-Xmx2g", m -> m.heap = 100_000_000),
        row("system", FAULT, "linux amd64", m -> m.architecture = "ppc64le"),
        row("system", FAULT, "mac aarch64", m -> m.system = "Mac OS X 10"),
        row("system", FAULT, "Debian instead of Alpine", m -> m.libc = "musl"),
        row("system", FAULT, "newer system", m -> m.libc = "glibc 2.17"),
        row("processor", ADVICE, "AVX2", m -> m.features = List.of("sse4_1")),
        row("processor", ADVICE, "unset OMP_NUM_THREADS", variable("OMP_NUM_THREADS", "64")),
        row("memory", FAULT, "2 GB", m -> m.memory = 500_000_000),
        row("memory", ADVICE, "--workers 1", m -> m.freeMemory = MadeUpMachine.GIGA),
        row("allocator", ADVICE, "./pnas", m -> m.environment.clear()),
        row("temporary folder", FAULT, "tmpdir", m -> m.readOnly.add(Folder.Use.TEMPORARY)),
        row("temporary folder", FAULT, "tmpdir", m -> m.noexec.add(Folder.Use.TEMPORARY)),
        row("temporary folder", ADVICE, "make room", m -> m.full.add(Folder.Use.TEMPORARY)),
        row("engine's folder", FAULT, "DJL_CACHE_DIR", m -> m.readOnly.add(Folder.Use.ENGINE)),
        row("engine's folder", FAULT, "DJL_CACHE_DIR", m -> m.noexec.add(Folder.Use.ENGINE)),
        row("engine's folder", ADVICE, "DJL_CACHE_DIR", m -> m.full.add(Folder.Use.ENGINE)),
        row("cache", FAULT, "XDG_CACHE_HOME", m -> m.noexec.add(Folder.Use.CACHE)),
        row("working folder", FAULT, "--out FOLDER", m -> m.readOnly.add(Folder.Use.RUNS)),
        row("locale", ADVICE, "LC_ALL=C.UTF-8", m -> m.fileNames = "ANSI_X3.4-1968"),
        row("PyTorch library", FAULT, "libtorch.so", variable("PYTORCH_LIBRARY_PATH", "/none")),
        row(
            "PyTorch library",
            FAULT,
            "torch==2.7.1",
            m -> m.withLibrary().library = new Machine.Library(true, "2.11.0+cu130")),
        row(
            "PyTorch library",
            FAULT,
            "PYTORCH_FLAVOR=cu128",
            m -> m.withLibrary().environment.remove("PYTORCH_FLAVOR")),
        row(
            "PyTorch library",
            ADVICE,
            "PNAS_CUDA=true",
            m -> m.withLibrary().environment.remove("PNAS_CUDA")),
        row("engine", FAULT, "AVX2", engine("its process was killed by signal 4 (SIGILL)")),
        row("engine", FAULT, "libstdc++6", engine("libstdc++.so.6: cannot open shared object")),
        row("engine", FAULT, "pytorch-native-cpu", engine("Offline mode is enabled.")),
        row("engine", FAULT, "DJL_CACHE_DIR", engine("No space left on device")),
        row("engine", FAULT, "DJL_CACHE_DIR", engine("failed to map segment from shared object")),
        row("engine", FAULT, "~/.djl.ai/pytorch", engine("no answer within 1200 s")),
        row("arithmetic", FAULT, "ONEDNN_MAX_CPU_ISA=SSE41", m -> m.arithmetic = "off by 7"),
        row("arithmetic", ADVICE, "unset", variable("ONEDNN_MAX_CPU_ISA", "SSE41")),
        row("GPU", ADVICE, "NVIDIA's driver", m -> m.cards = 1),
        row("GPU", ADVICE, "525", m -> m.withGpu().driver = "470.82.01"),
        row(
            "GPU",
            ADVICE,
            "PNAS_CUDA=true",
            m -> {
              m.withGpu().engineGpus = 0;
              m.cuda = false;
            }),
        row(
            "GPU",
            ADVICE,
            "LD_LIBRARY_PATH",
            m -> {
              m.withGpu().engineGpus = 0;
              m.runtime = "";
            }),
        row("GPU", ADVICE, "nvidia-smi", m -> m.withGpu().engineGpus = 0),
        row(
            "GPU",
            ADVICE,
            "unset CUDA_VISIBLE_DEVICES",
            m -> {
              m.withGpu().engineGpus = 0;
              m.environment.put("CUDA_VISIBLE_DEVICES", "");
            }),
        row("cuDNN", ADVICE, "nvidia-cudnn-cu12", m -> m.withGpu().cudnn = ""),
        row(
            "GPU memory",
            ADVICE,
            "nvidia-smi",
            m -> m.withGpu().gpus.set(0, new Machine.Gpu(0, "T4", 16L << 30, 1L << 30))),
        row(
            "SQLite",
            FAULT,
            "XDG_CACHE_HOME",
            m -> m.store = new Machine.Part("", "cannot be loaded")),
        row(
            "ONNX Runtime",
            FAULT,
            "libstdc++6",
            m -> m.serving = new Machine.Part("", "libstdc++.so.6 is missing")),
        row("Spark", ADVICE, "4.1", m -> m.spark = "3.5.6"),
        row(
            "training step",
            FAULT,
            "troubleshooting",
            m -> m.steps.set(0, Machine.Step.failed("cpu", Precision.FLOAT32, "killed"))),
        row(
            "training step",
            ADVICE,
            "another --precision",
            m -> m.steps.add(Machine.Step.failed("cpu", Precision.BF16, "signal 6"))),
        row(
            "training step",
            ADVICE,
            "--device cpu",
            m ->
                m.withGpu()
                    .steps
                    .set(1, Machine.Step.failed("gpu:0", Precision.TF32, "no memory"))));
  }

  @ParameterizedTest(name = "{0}: {2} [{index}]")
  @MethodSource("broken")
  void aBrokenPartIsFoundWithTheLineThatMendsItAndNoOtherIsBlamed(
      String part, Verdict verdict, String remedy, Consumer<MadeUpMachine> broken) {
    MadeUpMachine machine = new MadeUpMachine();
    broken.accept(machine);
    Examination examination = Examination.of(machine.build());
    List<Finding> bad =
        examination.findings().stream().filter(f -> f.verdict() != Verdict.GOOD).toList();
    Set<String> blamed =
        bad.stream()
            .map(Finding::part)
            // What an engine that does not load computes is not known.
            .filter(name -> !name.equals("arithmetic") || !part.equals("engine"))
            .collect(Collectors.toSet());
    assertEquals(Set.of(part), blamed, bad.toString());
    Finding finding = bad.get(0);
    assertEquals(verdict, finding.verdict(), finding.toString());
    assertTrue(finding.remedy().contains(remedy), finding.toString());
    assertEquals(verdict != FAULT, examination.canSearch());
    assertTrue(
        String.join("\n", examination.table()).contains("-> " + finding.remedy()),
        examination.table().toString());
  }

  @Test
  void atLeast25SetUpsAreBroken() {
    assertTrue(broken().count() >= 25, () -> broken().count() + " set-ups");
  }

  private static void assertGood(MadeUpMachine machine) {
    for (Finding finding : Examination.of(machine.build()).findings()) {
      assertEquals(Verdict.GOOD, finding.verdict(), finding.toString());
      assertEquals("", finding.remedy());
    }
  }

  @Test
  void nothingIsSaidOfMachinesThatAreWell() {
    assertGood(new MadeUpMachine());
    assertGood(new MadeUpMachine().withGpu());
    assertGood(new MadeUpMachine().withGpu().withLibrary());
    MadeUpMachine mac = new MadeUpMachine();
    mac.system = "Mac OS X";
    mac.architecture = "aarch64";
    mac.libc = "";
    mac.features = List.of();
    mac.freeMemory = -1;
    mac.environment.clear();
    assertGood(mac);
  }

  @Test
  void theTableHasALineForEachPartAndNoneForRemediesThatAreNotNeeded() {
    Examination well = Examination.of(new MadeUpMachine().build());
    assertEquals(Check.ALL.size(), well.table().size());
    assertTrue(well.table().get(0).startsWith("ok      Java              17.0.1, heap"));
    assertTrue(
        well.table()
            .contains(
                "ok      training step     cpu float32 80.0 ms (79.0 ms of the processor),"
                    + " 400 images/s"),
        well.table().toString());
  }

  @Test
  void theJsonHasFindingsAndWhatTheyRestOn() throws IOException {
    MadeUpMachine machine = new MadeUpMachine().withGpu();
    machine.memory = 1;
    JsonNode json = new ObjectMapper().readTree(Examination.of(machine.build()).json());
    assertFalse(json.get("canSearch").asBoolean());
    assertEquals("NVIDIA H100", json.at("/machine/graphics/gpus/0/name").asText());
    assertEquals("FAULT", json.at("/findings/3/verdict").asText());
    assertEquals("gpu:0", json.at("/machine/steps/1/device").asText());
  }
}
