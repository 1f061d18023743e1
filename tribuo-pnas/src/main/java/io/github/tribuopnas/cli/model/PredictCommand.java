package io.github.tribuopnas.cli.model;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.github.tribuopnas.cli.model.LabeledPictures.Labeled;
import io.github.tribuopnas.cli.progress.Printable;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.ImageFit;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.ServingDevice;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pnas predict}: labels pictures with an exported model. */
@Command(
    name = "predict",
    description = "Label pictures with an exported model.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./pnas predict runs/digits-20260101-120000 three.png seven.png",
      "  ./pnas predict winner.onnx photos --recursive --csv labels.csv"
    })
public final class PredictCommand implements Callable<Integer> {

  private static final int UNREADABLE = 1;

  /** Labels and file names may hold what controls a terminal, beyond what JSON itself escapes. */
  private static final ObjectWriter JSON =
      new ObjectMapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  @Parameters(index = "0", paramLabel = "RUN_OR_MODEL", description = ModelFile.DESCRIPTION)
  private Path model;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "IMAGE",
      description = "Pictures, and folders of pictures.")
  private List<Path> images;

  @Option(
      names = "--recursive",
      description = "Also label the pictures of folders inside the folders.")
  private boolean recursive;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Show the N most probable labels (${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--fit",
      paramLabel = "HOW",
      description =
          "What to do with pictures of another size: exact rejects them, stretch scales them, crop"
              + " cuts off their margins and scales the rest. By default as in the training of the"
              + " model, or crop if all its pictures had one size.")
  private @Nullable String fit;

  @Option(
      names = "--device",
      paramLabel = "cpu|gpu|tensorrt",
      description =
          "Where ONNX Runtime runs the model: cpu, gpu (by CUDA) or tensorrt. What is not there"
              + " falls back, and is told (${DEFAULT-VALUE}). See docs/gpu.md.")
  private String device = ServingDevice.CPU.text();

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Pictures that the model labels at a time, on each processor (${DEFAULT-VALUE}).")
  private int batch;

  @ArgGroup private final Form form = new Form();

  @Spec private CommandSpec spec;

  /** How to print. */
  private static final class Form {
    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(
        names = "--csv",
        paramLabel = "FILE",
        description = "Write a table of all labels and probabilities instead of printing them.")
    private @Nullable Path csv;
  }

  /** A picture and the probabilities of its most probable labels, the largest first. */
  record Result(String image, String label, Map<String, Float> probabilities) {}

  @Override
  public Integer call() throws Exception {
    atLeastOne("--top", top);
    atLeastOne("--batch", batch);
    ServingDevice place = place();
    try (OnnxClassifier classifier = new OnnxClassifier(ModelFile.onnx(model))) {
      place.place(classifier, spec.commandLine().getErr()::println);
      LabeledPictures labeling = new LabeledPictures(classifier, conversion(classifier));
      List<Path> pictures = Pictures.in(images, recursive ? Integer.MAX_VALUE : 1);
      Unread unread = new Unread(spec.commandLine().getErr());
      List<String> labels = classifier.labels();
      if (form.csv != null) {
        write(form.csv, pictures, labeling, labels, unread);
      } else if (form.json) {
        List<Result> results = new ArrayList<>();
        label(pictures, labeling, unread, labeled -> results.add(result(labeled, labels)));
        spec.commandLine().getOut().println(JSON.writeValueAsString(results));
      } else {
        label(pictures, labeling, unread, labeled -> print(result(labeled, labels)));
      }
      return unread.count == 0 ? 0 : UNREADABLE;
    }
  }

  private void atLeastOne(String name, int value) {
    if (value < 1) {
      throw usage(name + " is " + value + "; allowed are numbers from 1");
    }
  }

  private ServingDevice place() {
    try {
      return ServingDevice.parse(device);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Conversion conversion(OnnxClassifier classifier) {
    Conversion trained = classifier.preprocessing().conversion(classifier.format());
    return fit == null
        ? trained
        : new Conversion(classifier.format(), fit(fit), trained.background());
  }

  private ImageFit fit(String name) {
    try {
      return ImageFit.parse(name);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }

  private void label(
      List<Path> pictures,
      LabeledPictures labeling,
      Unread unread,
      OrderedBatches.Sink<Labeled> sink)
      throws IOException {
    OrderedBatches.run(
        pictures,
        batch,
        labeling::of,
        labeled -> {
          for (Labeled one : labeled) {
            if (one.isRead()) {
              sink.accept(one);
            } else {
              unread.tell(one.fault());
            }
          }
        });
  }

  private void write(
      Path csv, List<Path> pictures, LabeledPictures labeling, List<String> labels, Unread unread)
      throws IOException {
    RunFiles.refuse(csv);
    AtomicFiles.write(
        csv,
        out -> {
          ProbabilityTable table =
              new ProbabilityTable(out, List.of("image", "label", "probability"), labels);
          label(
              pictures,
              labeling,
              unread,
              labeled -> {
                int label = labeled.label();
                table.add(
                    List.of(labeled.picture(), labels.get(label), labeled.probabilities()[label]),
                    labeled.probabilities());
              });
          table.flush();
        });
    spec.commandLine()
        .getOut()
        .printf(Locale.ROOT, "%,d pictures labeled in %s%n", pictures.size() - unread.count, csv);
  }

  private Result result(Labeled labeled, List<String> labels) {
    return new Result(
        labeled.picture().toString(), labels.get(labeled.label()), labeled.most(labels, top));
  }

  private void print(Result result) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(Printable.line(result.image()) + ": " + Printable.line(result.label()));
    result
        .probabilities()
        .forEach((label, p) -> out.printf(Locale.ROOT, "  %-20s %.4f%n", Printable.line(label), p));
  }

  /** Tells and counts pictures that cannot be read. */
  private static final class Unread {
    private final PrintWriter err;
    private int count;

    Unread(PrintWriter err) {
      this.err = err;
    }

    void tell(String fault) {
      count++;
      err.println("pnas: " + Printable.lines(fault));
    }
  }
}
