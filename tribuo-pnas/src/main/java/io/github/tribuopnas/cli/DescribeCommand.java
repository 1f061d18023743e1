package io.github.tribuopnas.cli;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas describe}: what a cell's network costs. */
@Command(name = "describe", description = "Print the size and cost of a cell's network.")
final class DescribeCommand implements Runnable {

  @Option(names = "--cell", required = true, description = "A cell's text or name (pnasnet5).")
  private String cell;

  @Option(
      names = "--setting",
      defaultValue = "proxy",
      description = "proxy, cifar, imagenet-mobile or imagenet-large.")
  private String setting;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Cell parsed;
    NetworkSpec network;
    try {
      parsed = KnownCells.all().containsKey(cell) ? KnownCells.find(cell) : Cell.parse(cell);
      network = Setting.parse(setting).of(parsed).build();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    NetworkSummary summary = NetworkSummary.of(network);
    PrintWriter out = spec.commandLine().getOut();
    out.println("cell        " + parsed);
    out.printf(Locale.ROOT, "parameters  %,d%n", summary.parameters());
    out.printf(Locale.ROOT, "with statistics %,d%n", summary.parametersWithStatistics());
    out.printf(Locale.ROOT, "mult-adds   %,d%n", summary.multAdds());
    for (NetworkSummary.Part part : summary.parts()) {
      out.printf(
          Locale.ROOT,
          "%-12s %,12d %,16d  %s%n",
          part.name(),
          part.parameters(),
          part.multAdds(),
          part.output());
    }
  }
}
