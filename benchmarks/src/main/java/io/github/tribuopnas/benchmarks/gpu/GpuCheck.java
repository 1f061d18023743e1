package io.github.tribuopnas.benchmarks.gpu;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.benchmarks.experiments.Experiments;
import io.github.tribuopnas.benchmarks.lines.OutputFile;
import io.github.tribuopnas.doctor.Examination;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Everything that only a machine with a GPU can tell, in minutes. Each part runs in a process of
 * its own; what one lacks is told, and the others go on.
 */
@Command(
    name = "gpu-check",
    description =
        "Looks at a machine with a GPU: the doctor, agreement with the CPU, images a second here"
            + " and in Python's PyTorch, several candidates at once, serving, a search.")
public final class GpuCheck implements Callable<Integer> {

  private static final int LACKING = 3;

  @Option(names = "--cpu", description = "Do everything on the CPU, as small as it can be.")
  private boolean cpu;

  @Option(names = "--minutes", paramLabel = "M", description = "How long all parts may take.")
  private double minutes = 6;

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "NAME,...",
      description = "agreement, speed, python, sharing, serving, search; all by default.")
  private List<String> parts = Arrays.stream(CheckPart.values()).map(CheckPart::text).toList();

  @Option(names = "--python", paramLabel = "FILE", description = "The Python with PyTorch.")
  private String python = "/usr/bin/python3";

  @Option(
      names = "--scripts",
      paramLabel = "DIR",
      description = "The folder of gpu.py; that of the working folder's project by default.")
  private Path scripts = Path.of("benchmarks", "side-by-side");

  @Option(
      names = "--json",
      paramLabel = "FILE",
      converter = OutputFile.class,
      description = "Also write all numbers here.")
  private @Nullable Path json;

  @Option(names = "--part", hidden = true, description = "Measure one part in this process.")
  private @Nullable String part;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return part == null ? all() : one(CheckPart.parse(part));
  }

  private int one(CheckPart measured) {
    PrintWriter out = spec.commandLine().getOut();
    CheckSetup setup =
        new CheckSetup(cpu ? "cpu" : "gpu", cpu, python, scripts.toAbsolutePath().normalize());
    try {
      measured
          .work()
          .measure(
              setup,
              measurement -> {
                out.println(measurement.line());
                out.flush();
              });
      return 0;
    } catch (Exception | LinkageError e) {
      // Whatever it is, the part has to say what it lacks.
      out.println(PartProcess.LACKS + Failures.message(e).lines().findFirst().orElse(""));
      out.flush();
      return LACKING;
    }
  }

  private int all() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    long end = System.nanoTime() + (long) (minutes * 60 * 1e9);
    Examination examination = Examination.ofThisMachine(false, notice -> {});
    examination.table().forEach(out::println);
    out.println();
    out.println("| part | what | value |");
    out.println("|---|---|---:|");
    out.flush();
    List<PartProcess> done = new ArrayList<>();
    for (String name : parts) {
      CheckPart next = CheckPart.parse(name);
      PartProcess ended =
          PartProcess.run(
              next,
              arguments(),
              Duration.ofNanos(end - System.nanoTime()),
              Experiments.class.getName());
      done.add(ended);
      ended.measurements().forEach(measurement -> out.println(measurement.row()));
      if (!ended.lacks().isEmpty()) {
        out.println("| " + next.text() + " | lacks: " + ended.lacks() + " | |");
      }
      out.flush();
      write(examination, done);
    }
    return 0;
  }

  private List<String> arguments() {
    List<String> words = new ArrayList<>(List.of("gpu-check"));
    if (cpu) {
      words.add("--cpu");
    }
    words.addAll(List.of("--python", python, "--scripts", scripts.toString()));
    return words;
  }

  /** Writes what is known so far, since the machine may be taken away at any time. */
  private void write(Examination examination, List<PartProcess> done) throws IOException {
    if (json == null) {
      return;
    }
    ObjectMapper mapper = new ObjectMapper();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("doctor", mapper.readTree(examination.json()));
    object.put("measurements", done.stream().flatMap(p -> p.measurements().stream()).toList());
    Map<String, String> lacks = new LinkedHashMap<>();
    done.stream()
        .filter(ended -> !ended.lacks().isEmpty())
        .forEach(ended -> lacks.put(ended.part().text(), ended.lacks()));
    object.put("lacks", lacks);
    Files.write(json, mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(object));
  }
}
