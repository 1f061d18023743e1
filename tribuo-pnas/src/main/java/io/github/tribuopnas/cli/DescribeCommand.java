package io.github.tribuopnas.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.picture.CellPicture;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
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

  @ArgGroup(validate = false, heading = "%nNetwork%n")
  private final NetworkOptions network = new NetworkOptions().withSetting(Setting.PROXY);

  @Option(names = "--image", paramLabel = "HxWxC", description = "Size of the images.")
  private @Nullable String image;

  @Option(names = "--classes", paramLabel = "N", description = "Number of classes.")
  private @Nullable Integer classes;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(names = "--picture", paramLabel = "FILE.svg", description = "Draw the cell.")
  private @Nullable Path picture;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    network.postConfig();
    NetworkSpec described;
    try {
      described = described();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    NetworkSummary summary = NetworkSummary.of(described);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(json(described, summary)));
    } else {
      print(out, described, summary);
    }
    if (picture != null) {
      String svg = CellPicture.svg(described.cell(), described.concatenation());
      Files.write(picture, svg.getBytes(StandardCharsets.UTF_8));
    }
    return 0;
  }

  private NetworkSpec described() {
    Setting.Builder builder = network.builder();
    if (image != null) {
      builder.optImage(ImageShape.parse(image));
    }
    if (classes != null) {
      builder.optClasses(classes);
    }
    return builder.build();
  }

  private static void print(PrintWriter out, NetworkSpec network, NetworkSummary summary) {
    out.println("cell             " + network.cell());
    out.println("network          " + network.description());
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

  private Map<String, Object> json(NetworkSpec described, NetworkSummary summary) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("cell", described.cell().toString());
    object.put("setting", network.setting().text());
    object.put("stemStride", described.stemStride());
    object.put("layout", described.layout().text());
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
