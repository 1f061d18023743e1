package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.lines.OutputFile;
import io.github.tribuopnas.benchmarks.speed.JavaTraining;
import io.github.tribuopnas.benchmarks.speed.PythonWorker;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.benchmarks.speed.SpeedComparison;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.KnownCells;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code side-by-side}: training speed against Python PyTorch. */
@Command(
    name = "side-by-side",
    description =
        "Trains networks here and in Python PyTorch in turn, one thread each, and prints how many"
            + " times as many images per second are trained here.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
final class SideBySide implements Callable<Integer> {

  private static final int BLOCKS = 5;

  @Spec private CommandSpec spec;

  @Option(names = "--pairs", description = "Pairs of turns for each ratio.")
  private int pairs = 5;

  @Option(names = "--csv", converter = OutputFile.class, description = "Where the ratios go.")
  private Path csv;

  @Option(names = "--seconds", description = "About how long a turn of the Java side is.")
  private double seconds = 1;

  @Option(names = "--random-cells", description = "Random cells besides that of PNASNet-5.")
  private int randomCells = 3;

  @Option(names = "--seed", description = OptionText.SEED)
  private long seed = 1;

  @Option(names = "--filters", split = ",", description = OptionText.FILTERS)
  private List<Integer> filters = List.of(8, 16);

  @Option(names = "--images", split = ",", description = OptionText.IMAGE)
  private List<String> images = List.of("16x16x3", "32x32x3");

  @Option(names = "--batches", split = ",", description = OptionText.BATCH)
  private List<Integer> batches = List.of(32, 128);

  @Option(names = "--python", description = "The Python with PyTorch.")
  private String python = "/usr/bin/python3";

  @Option(
      names = "--scripts",
      description = "The folder of worker.py; that of the source tree by default.")
  private Path scripts;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = scripts == null ? folder() : scripts;
    Optional<String> missing = PythonWorker.missing(python);
    if (missing.isPresent()) {
      out.println(
          "skipped: " + missing.get() + "; " + folder.resolve("install") + " installs PyTorch");
      return 0;
    }
    out.println("images per second, Java over Python: median (least to most) of " + pairs);
    try (PythonWorker plain = PythonWorker.plain(python, folder);
        PythonWorker tuned = PythonWorker.tuned(python, folder);
        CSVPrinter table = table()) {
      SpeedComparison comparison = new SpeedComparison(plain, tuned, pairs, seconds);
      for (SpeedCase timed : cases()) {
        SpeedComparison.Result result = comparison.of(timed);
        out.println(timed + ": plain " + result.plain() + ", tuned " + result.tuned());
        out.println(
            String.format(
                Locale.ROOT,
                "    by processor time: plain %s, tuned %s; %.1f ms a step here",
                result.plainCpu(),
                result.tunedCpu(),
                result.milliseconds()));
        out.flush();
        table.printRecord(
            timed.cell(),
            timed.filters(),
            timed.image(),
            timed.batch(),
            String.format(Locale.ROOT, "%.3f", result.plain().median()),
            String.format(Locale.ROOT, "%.3f", result.tuned().median()));
        table.flush();
      }
    }
    return 0;
  }

  private CSVPrinter table() throws java.io.IOException {
    Writer writer =
        csv == null ? Writer.nullWriter() : Files.newBufferedWriter(csv, StandardCharsets.UTF_8);
    return CSVFormat.DEFAULT
        .builder()
        .setHeader("cell", "filters", "image", "batch", "ratioPlain", "ratioTuned")
        .setRecordSeparator('\n')
        .get()
        .print(writer);
  }

  private List<SpeedCase> cases() {
    List<Cell> cells = new ArrayList<>();
    cells.add(KnownCells.find("pnasnet5"));
    CellSpace space = CellSpace.builder().setBlocks(BLOCKS).build();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < randomCells; i++) {
      cells.add(space.random(BLOCKS, random));
    }
    List<SpeedCase> cases = new ArrayList<>();
    for (Cell cell : cells) {
      for (int width : filters) {
        for (String image : images) {
          for (int batch : batches) {
            cases.add(new SpeedCase(cell, width, ImageShape.parse(image), batch));
          }
        }
      }
    }
    return cases;
  }

  /** The jar lies in {@code benchmarks/target}, the scripts beside. */
  private static Path folder() throws java.net.URISyntaxException {
    URI jar = JavaTraining.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    return Path.of(jar).resolveSibling("../side-by-side").normalize();
  }
}
