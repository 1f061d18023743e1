package io.github.tribuopnas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.picture.CellPicture;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.KnownCells;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas describe}: what a cell's network costs, and the cell as a picture. */
@Command(
    name = "describe",
    description = "Print the size and cost of a cell's network.",
    showDefaultValues = true,
    footerHeading = "%nExample%n",
    footer = "  pnas describe --cell pnasnet5 --setting imagenet-large --picture cell.svg")
final class DescribeCommand implements Callable<Integer> {

  @Option(names = "--cell", required = true, description = "A cell's text or name (pnasnet5).")
  private String cell;

  @Option(
      names = "--setting",
      defaultValue = "proxy",
      description = "proxy, cifar, imagenet-mobile or imagenet-large.")
  private String setting;

  @Option(names = "--repeats", description = "N instead of the setting's.")
  private Integer repeats;

  @Option(names = "--filters", description = "F instead of the setting's.")
  private Integer filters;

  @Option(names = "--image", paramLabel = "HxWxC", description = "Size of the images.")
  private String image;

  @Option(names = "--classes", description = "Number of classes.")
  private Integer classes;

  @Option(names = "--stem-multiplier", description = "Width of the stem.")
  private Integer stemMultiplier;

  @Option(names = "--concat", defaultValue = "all", description = "all or unused blocks.")
  private String concatenation;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--picture", paramLabel = "FILE.svg", description = "Draw the cell.")
  private Path picture;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    NetworkSpec network;
    try {
      network = network();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    NetworkSummary summary = NetworkSummary.of(network);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(json(network, summary)));
    } else {
      print(out, network, summary);
    }
    if (picture != null) {
      String svg = CellPicture.svg(network.cell(), network.concatenation());
      Files.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private NetworkSpec network() {
    Cell parsed = KnownCells.all().containsKey(cell) ? KnownCells.find(cell) : Cell.parse(cell);
    Setting.Builder builder =
        Setting.parse(setting).of(parsed).optConcatenation(Concatenation.parse(concatenation));
    if (repeats != null) {
      builder.optRepeats(repeats);
    }
    if (filters != null) {
      builder.optFilters(filters);
    }
    if (image != null) {
      builder.optImage(ImageShape.parse(image));
    }
    if (classes != null) {
      builder.optClasses(classes);
    }
    if (stemMultiplier != null) {
      builder.optStemMultiplier(stemMultiplier);
    }
    return builder.build();
  }

  private static void print(PrintWriter out, NetworkSpec network, NetworkSummary summary) {
    out.println("cell             " + network.cell());
    out.printf(
        Locale.ROOT,
        "network          N=%d, F=%d, %s images, %d classes%n",
        network.repeats(),
        network.filters(),
        network.image(),
        network.classes());
    out.printf(Locale.ROOT, "parameters       %,d%n", summary.parameters());
    out.printf(Locale.ROOT, "with statistics  %,d%n", summary.parametersWithStatistics());
    out.printf(Locale.ROOT, "mult-adds        %,d%n", summary.multAdds());
    out.printf(Locale.ROOT, "activations      %,d%n%n", summary.activations());
    out.printf(Locale.ROOT, "%-12s %12s %16s  %s%n", "part", "parameters", "mult-adds", "output");
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

  private Map<String, Object> json(NetworkSpec network, NetworkSummary summary) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("cell", network.cell().toString());
    object.put("setting", setting);
    object.put("parameters", summary.parameters());
    object.put("parametersWithStatistics", summary.parametersWithStatistics());
    object.put("multAdds", summary.multAdds());
    object.put("activations", summary.activations());
    List<Map<String, Object>> parts = new ArrayList<>();
    for (NetworkSummary.Part part : summary.parts()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", part.name());
      row.put("parameters", part.parameters());
      row.put("multAdds", part.multAdds());
      ImageShape output = part.output();
      row.put("outputShape", List.of(output.height(), output.width(), output.channels()));
      parts.add(row);
    }
    object.put("parts", parts);
    return object;
  }
}
