package io.github.tribuopnas.cli;

import io.github.tribuopnas.search.Measures;
import io.github.tribuopnas.search.Proposal;
import io.github.tribuopnas.search.Trial;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The trials of a search as CSV, one line a trial. */
final class TrialTable {

  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setRecordSeparator('\n')
          .setHeader(
              "cell",
              "blocks",
              "level",
              "predicted",
              "spread",
              "accuracy",
              "seconds",
              "parameters",
              "multAdds",
              "status",
              "reason")
          .get();

  private TrialTable() {}

  static byte[] csv(List<Trial<Cell>> trials) throws IOException {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      for (Trial<Cell> trial : trials) {
        Proposal<Cell> proposal = trial.proposal();
        printer.printRecord(
            proposal.architecture(),
            proposal.architecture().size(),
            proposal.level(),
            number(proposal.predicted()),
            number(proposal.spread()),
            number(trial.accuracy()),
            number(trial.measures().get(Measures.SECONDS)),
            (long) trial.measures().get(Measures.PARAMETERS),
            (long) trial.measures().get(Measures.MULT_ADDS),
            trial.status(),
            trial.reason());
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
