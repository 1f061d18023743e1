package io.github.tribuopnas.cli;

import io.github.tribuopnas.CellOutcome;
import io.github.tribuopnas.CellTrainer;
import io.github.tribuopnas.base.Counted;
import io.github.tribuopnas.cli.progress.EpochListenerGroup;
import io.github.tribuopnas.cli.progress.EpochProgress;
import io.github.tribuopnas.cli.progress.ProgressDisplay;
import io.github.tribuopnas.cli.progress.UnreadableImages;
import io.github.tribuopnas.cli.run.RunDescription;
import io.github.tribuopnas.cli.run.RunFiles;
import io.github.tribuopnas.cli.run.RunReport;
import io.github.tribuopnas.cli.run.TrainingSummary;
import io.github.tribuopnas.evaluation.Evaluation;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.network.NetworkSummary;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.report.Delivery;
import io.github.tribuopnas.report.ModelCard;
import io.github.tribuopnas.training.RecipeField;
import io.github.tribuopnas.training.RecipeOptions;
import io.github.tribuopnas.training.SeedOptions;
import io.github.tribuopnas.training.ThreadOptions;
import io.github.tribuopnas.training.engine.DeviceOptions;
import io.github.tribuopnas.training.loop.CheckpointFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pnas train}: from a known cell and images to a model, without a search. */
@Command(
    name = "train",
    description = "Train the network of a known cell to the end and export it.",
    showDefaultValues = true,
    sortOptions = false,
    abbreviateSynopsis = true,
    footerHeading = "%nExamples%n",
    footer = {
      "  pnas train --cell pnasnet5 --data cifar-10-binary.tar.gz --validation 0 --out run",
      "      trains as the paper does; after a crash, the same line with --resume continues it",
      "  pnas train --cell p:sep3x3+pp:max3x3 --repeats 1 --filters 8 --epochs 10 \\",
      "      --override auxiliary-weight=0 --override drop-path=0",
      "      trains a small network on the built-in handwritten digits",
      "  pnas train --from runs/digits-20260101-120000 --epochs 100 --filters 32",
      "      trains the winner of a search for longer, in a larger network"
    })
final class TrainCommand implements Callable<Integer> {

  private static final String CHECKPOINT = "checkpoint.bin";
  private static final double LARGEST_PARITY = 1e-4;
  private static final int PARITY_IMAGES = 256;
  private static final double NANOS = 1e9;

  @ArgGroup(validate = false, heading = "%nAn earlier search%n")
  private final OriginOptions origin = new OriginOptions();

  @ArgGroup(validate = false, heading = "%nImages and files%n")
  private final ImageOptions imageOptions = new ImageOptions();

  @ArgGroup(validate = false, heading = "%nNetwork%n")
  private final NetworkOptions network = new NetworkOptions();

  @ArgGroup(validate = false, heading = "%nRecipe%n")
  private final RecipeOptions recipe = new RecipeOptions();

  @ArgGroup(validate = false, heading = "%nSeed%n")
  private final SeedOptions seed = new SeedOptions();

  @ArgGroup(validate = false, heading = "%nThreads%n")
  private final ThreadOptions threads = new ThreadOptions();

  @ArgGroup(validate = false, heading = "%nDevice%n")
  private final DeviceOptions device = new DeviceOptions();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "Epochs between two checkpoints.")
  private int checkpointEvery = 1;

  @Option(names = "--resume", description = "Go on from the checkpoint in --out, if there is one.")
  private boolean resume;

  @ArgGroup(validate = false, heading = "%nOutput%n")
  private final OutputOptions output = new OutputOptions();

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (origin.isSet(spec)) {
      List<String> words = origin.words(spec);
      words.add(0, spec.name());
      return Pnas.run(
          spec.commandLine().getOut(), spec.commandLine().getErr(), words.toArray(String[]::new));
    }
    long start = System.nanoTime();
    PrintWriter messages = output.messages(spec);
    ImageSet read = imageOptions.read(output.downloads());
    UnreadableImages.print(read, spec.commandLine().getErr());
    ImageSet images =
        imageOptions.limit(imageOptions.withTest(read, seed.seed(), messages), seed.seed());
    ImageDataset train = images.train();
    CellTrainer trainer = trainer(train);
    Path directory = imageOptions.runDirectory(images.name());
    Files.createDirectories(directory);
    NetworkSummary size = NetworkSummary.of(trainer.network(train.images().classes().size()));
    ClassNotice.ofTraining(train.images(), trainer.recipe().balance()).ifPresent(messages::println);
    messages.printf(
        Locale.ROOT,
        "training a network of %,d parameters on %,d images for %s%n",
        size.parameters(),
        train.size(),
        Counted.of(trainer.recipe().epochs(), "epoch"));
    messages.flush();
    CheckpointFile checkpoint = checkpoint(directory);
    RunReport report = new RunReport(directory, RunDescription.in(directory, images.name(), spec));
    try (CellOutcome outcome = train(trainer, images, checkpoint, report)) {
      outcome
          .doubt()
          .ifPresent(doubt -> spec.commandLine().getErr().println("pnas: warning: " + doubt));
      ImageDataset unseen = images.test().orElse(train);
      double parity = outcome.parity(unseen.images(), PARITY_IMAGES);
      if (!(parity <= LARGEST_PARITY)) {
        throw new IllegalStateException(
            "DJL and ONNX Runtime differ by " + parity + "; at most " + LARGEST_PARITY);
      }
      int folds = imageOptions.folds(images);
      Optional<Evaluation> evaluation =
          folds == 0
              ? TestEvaluation.of(outcome.model(), images)
              : Optional.of(trainer.crossed(images, folds, messages::println));
      TrainingSummary summary =
          new TrainingSummary(
              outcome.model().cell(),
              outcome.validationAccuracy().isPresent()
                  ? (Double) outcome.validationAccuracy().getAsDouble()
                  : null,
              evaluation.map(Evaluation::metrics).orElse(null),
              folds,
              size.parameters(),
              trainer.recipe().fields(),
              (System.nanoTime() - start) / NANOS,
              seed.seed(),
              parity);
      write(outcome, summary, directory);
      ModelCard card =
          new CardContents(images, evaluation.orElse(null), report.description())
              .card(outcome.model().onnx(), outcome.model().cell(), size.parameters(), List.of());
      report.finish(evaluation.orElse(null), card, Delivery.NONE);
      outcome.model().close();
      output.print(spec, summary, directory);
    }
    return 0;
  }

  private static void write(CellOutcome outcome, TrainingSummary summary, Path directory)
      throws IOException {
    AtomicFiles.write(directory.resolve("winner.onnx"), outcome.model().onnx());
    AtomicFiles.write(
        directory.resolve("winner.tribuo"), outcome.model().serialize().toByteArray());
    AtomicFiles.write(directory.resolve("result.json"), summary.json());
  }

  private CellTrainer trainer(ImageDataset train) {
    DeviceOptions resolved = Devices.resolved(device, output.messages(spec));
    CellTrainer trainer =
        CellTrainer.builder()
            .setFormat(train.format())
            .setNetwork(network)
            // Digits of 8x8 pixels must not be mirrored, nor moved by half their size.
            .optRecipe(
                imageOptions.areBuiltIn()
                    ? recipe.withDefault(RecipeField.AUGMENTATIONS, "crop(1)")
                    : recipe)
            .optThreads(threads)
            .optSeed(seed)
            .optDevice(resolved)
            .build();
    Devices.tell(resolved, trainer.recipe().precision(), output.messages(spec));
    return trainer;
  }

  private CheckpointFile checkpoint(Path directory) {
    CheckpointFile checkpoint = new CheckpointFile(directory.resolve(CHECKPOINT));
    if (checkpoint.exists() && !resume) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          checkpoint.path()
              + " is the checkpoint of an earlier training: go on with it by --resume, or choose"
              + " another --out");
    }
    if (!resume && RunFiles.winner(directory).isPresent()) {
      throw new CommandLine.ParameterException(
          spec.commandLine(),
          RunFiles.winner(directory).get() + " is the winner of another run: choose another --out");
    }
    return checkpoint;
  }

  private boolean isMeasured(ImageSet images) {
    return images.validation().isPresent() || recipe.validationFraction() > 0;
  }

  private CellOutcome train(
      CellTrainer trainer, ImageSet images, CheckpointFile checkpoint, RunReport report)
      throws InterruptedException {
    ProgressDisplay display = output.display(spec);
    try {
      return trainer.train(
          images,
          new EpochListenerGroup(
              new EpochProgress(display, isMeasured(images), System::nanoTime),
              report::epochFinished),
          checkpoint,
          checkpointEvery);
    } finally {
      display.finish();
    }
  }
}
