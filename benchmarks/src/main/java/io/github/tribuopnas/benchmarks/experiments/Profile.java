package io.github.tribuopnas.benchmarks.experiments;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.lines.OptionText;
import io.github.tribuopnas.benchmarks.speed.JavaTraining;
import io.github.tribuopnas.benchmarks.speed.RandomImages;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.benchmarks.speed.StepProfile;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.augment.Cutout;
import io.github.tribuopnas.training.augment.Flip;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code profile}: where a training step's time goes. */
@Command(
    name = "profile",
    description =
        "Prints where the time of a training step goes, for the cell of PNASNet-5 with random"
            + " crops, flips and Cutout.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
final class Profile implements Callable<Integer> {

  private static final int CLASSES = 10;
  private static final int PERCENT = 100;

  @Spec private CommandSpec spec;

  @Option(names = "--filters", description = OptionText.FILTERS)
  private int filters = 8;

  @Option(names = "--images", split = ",", description = OptionText.IMAGE)
  private List<String> images = List.of("16x16x3", "32x32x3");

  @Option(names = "--batch", description = OptionText.BATCH)
  private int batch = 32;

  @Option(names = "--steps", description = "Steps.")
  private int steps = 100;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    for (String image : images) {
      SpeedCase timed =
          new SpeedCase(KnownCells.find("pnasnet5"), filters, ImageShape.parse(image), batch);
      JavaTraining training =
          new JavaTraining(
              timed,
              RandomImages.draw(2 * batch, timed.image(), CLASSES, 1),
              List.of(new Crop(4), new Flip(), new Cutout(8)));
      training.train(steps / 4);
      Map<StepProfile.Part, Double> fractions = StepProfile.of(training, steps / 2);
      out.print(image + " F=" + filters + " batch " + batch + ":");
      fractions.forEach(
          (part, fraction) ->
              out.print(
                  String.format(
                      Locale.ROOT,
                      " %s %.1f %%",
                      part.name().toLowerCase(Locale.ROOT),
                      PERCENT * fraction)));
      out.println();
      out.flush();
    }
    return 0;
  }
}
