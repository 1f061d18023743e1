package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.benchmarks.lines.CsvStudy;
import io.github.tribuopnas.search.Surrogate;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.surrogate.SurrogateKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How well each surrogate ranks cells that it has not seen (PNAS, section 5.1, Table 1). */
@Command(
    name = "predictors",
    description = {
      "Compare surrogates on measured cells: fitted on cells of up to b blocks, how well they rank"
          + " others of b and of b + 1 blocks.",
      "Prints a Markdown table; writes one line for each surrogate, draw and number of blocks as"
          + " CSV, after every draw, and at the end a chart beside it, OUT with .svg."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
@SuppressWarnings("NullAway.Init") // picocli sets options that are required or have a default.
final class PredictorStudy extends CsvStudy {

  private static final String DEFAULT = "default";

  @Option(
      names = "--table",
      required = true,
      paramLabel = "FILE",
      description = "CSV with the columns cell and validationAccuracy.")
  private Path table;

  @Option(
      names = "--draws",
      paramLabel = "N",
      defaultValue = "20",
      description = "Random choices of the cells to learn from.")
  private int draws;

  @Option(
      names = "--surrogates",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "default,mixed,forest,cart,boosted,linear,mlp,lstm",
      description = "What is compared.")
  private List<String> surrogates;

  @Option(
      names = "--fraction",
      paramLabel = "FRACTION",
      defaultValue = "0.9",
      description =
          "The fraction of the cells of several blocks that is learned from, below 1; of those of"
              + " one block it is three quarters.")
  private double fraction;

  @Option(
      names = "--zero-trials",
      description =
          "Rank all cells of the table without learning from any: only what predicts before the"
              + " first trial can, the default. Writes the columns surrogate, level, spearman.")
  private boolean isWithoutTrials;

  @Option(
      names = "--one-block-trials",
      paramLabel = "N",
      description = "The same after N trials of one block, in the mean over the draws.")
  private @Nullable Integer oneBlockTrials;

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SET",
      defaultValue = "fashion-mnist",
      description =
          "Sets from whose earlier trials nothing is learned: those whose images the table is of.")
  private List<String> without;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "CSV",
      description =
          "What earlier runs wrote about the same table and fraction, such as one that was ended or"
              + " those of a surrogate each; only what they lack is measured.")
  private List<Path> from = List.of();

  /** A surrogate and a draw, which are measured together. */
  private record Measured(String surrogate, int draw) {

    static Measured of(RankFinding finding) {
      return new Measured(finding.surrogate(), finding.draw());
    }
  }

  private PredictorStudy() {}

  @Override
  public Integer call() throws IOException {
    check();
    CellTable cells = CellTable.read(table);
    if (isWithoutTrials || oneBlockTrials != null) {
      return rankWithFewTrials(cells, oneBlockTrials == null ? 0 : oneBlockTrials);
    }
    int last = lastLevel(cells);
    List<RankFinding> findings = earlier();
    Set<Measured> known = findings.stream().map(Measured::of).collect(Collectors.toSet());
    RankFinding.LINES.write(findings, csv());
    for (String surrogate : surrogates) {
      for (int draw = 1; draw <= draws; draw++) {
        if (!known.contains(new Measured(surrogate, draw))) {
          findings.addAll(findings(surrogate, new CellDraw(cells, draw, fraction), draw, last));
          findings.sort(inOrder());
          RankFinding.LINES.write(findings, csv());
        }
      }
    }
    RankSummary summary = new RankSummary(findings);
    print(summary.markdown());
    writeBeside(".svg", summary.chart().svg());
    return 0;
  }

  private int rankWithFewTrials(CellTable cells, int trials) throws IOException {
    FewTrials study = new FewTrials(cells, trials, draws, without);
    List<String> compared =
        spec().commandLine().getParseResult().hasMatchedOption("--surrogates")
            ? surrogates
            : List.of(DEFAULT);
    List<LevelFinding> findings =
        compared.stream().flatMap(name -> study.findings(name).stream()).toList();
    LevelFinding.LINES.write(findings, csv());
    print(
        "Nothing is learned from earlier trials on "
            + String.join(", ", without)
            + ".\n"
            + LevelFinding.markdown(findings));
    return 0;
  }

  private List<RankFinding> earlier() throws IOException {
    List<RankFinding> findings = new ArrayList<>();
    for (Path earlier : from) {
      findings.addAll(RankFinding.LINES.read(earlier));
    }
    findings.sort(inOrder());
    for (int i = 1; i < findings.size(); i++) {
      if (inOrder().compare(findings.get(i - 1), findings.get(i)) == 0) {
        throw new IOException(
            "draw "
                + findings.get(i).draw()
                + " of "
                + findings.get(i).surrogate()
                + " stands twice in "
                + from
                + "; leave one of these files out");
      }
    }
    return findings;
  }

  /** As the surrogates are listed; those that are not, of earlier runs, come first. */
  private Comparator<RankFinding> inOrder() {
    return Comparator.comparingInt((RankFinding finding) -> surrogates.indexOf(finding.surrogate()))
        .thenComparing(RankFinding::surrogate)
        .thenComparingInt(RankFinding::draw)
        .thenComparingInt(RankFinding::blocks)
        .thenComparing(RankFinding::next);
  }

  private void check() {
    requireAtLeastOne("--draws", draws);
    require(
        fraction > 0 && fraction < 1,
        "--fraction " + fraction + "; allowed is above 0 and below 1");
    surrogates.forEach(name -> read(() -> SurrogateKind.parse(name)));
  }

  /** The most blocks to learn from: the table has cells of one block more. */
  private int lastLevel(CellTable cells) throws IOException {
    int last = 0;
    while (last < Cell.MAX_BLOCKS && !cells.cells(last + 1).isEmpty()) {
      last++;
    }
    if (last < 2) {
      throw new IOException(table + " has no cells of one and of two blocks");
    }
    return last - 1;
  }

  private List<RankFinding> findings(String name, CellDraw draw, int number, int last) {
    Surrogate<Cell> surrogate = FewTrials.surrogate(name, draw.seed(), without);
    List<RankFinding> findings = new ArrayList<>();
    for (int blocks = 1; blocks <= last; blocks++) {
      draw.fit(surrogate, blocks);
      findings.add(new RankFinding(name, number, blocks, false, draw.onSame(surrogate, blocks)));
      findings.add(new RankFinding(name, number, blocks, true, draw.onNext(surrogate, blocks)));
    }
    return findings;
  }
}
