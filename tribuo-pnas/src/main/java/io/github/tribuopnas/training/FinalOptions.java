package io.github.tribuopnas.training;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.network.Stem;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.options.Range;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which networks are trained fully after a search, how large, and how they become one model. */
public final class FinalOptions extends OptionGroup<FinalOptions> {

  /** The most networks of a model. */
  public static final int MOST_MEMBERS = 5;

  private static final String ENSEMBLE =
      "Largest number of networks in the model. With more than one, the model is the"
          + " weighted mean of their probabilities, and takes as many times as long to run.";
  private static final String FILTERS =
      "Channels of a block in the first group of the winner's network. By default as in the"
          + " search.";
  private static final String REPEATS =
      "Cells in each of three groups of the winner's network. By default as in the search.";
  private static final String STEM_STRIDE =
      "Stride of the stem of the winner's network: 1, 2 or 4. By default as in the search.";
  private static final String FINALISTS =
      "Networks that start final training. After a quarter of it, the best on validation"
          + " images continue. 0 stands for as many as the model has.";
  private static final String CONTENDERS =
      "Hand-made cells whose networks are finalists too, separated by commas, such as"
          + " resnet,plain; or none. They have the size of the final network and the direct"
          + " layout.";
  private static final String FLIP =
      "Mirror training images from left to right: auto does so where validation images are still"
          + " recognized in the mirror, unlike letters, digits and hands. Where augmentations are"
          + " overridden, nothing is added to them.";
  private static final String VIEWS =
      "What the model is shown of each image, of which it takes the mean: plain, the image alone;"
          + " mirrored, its mirror image too; shifted, the image moved by a pixel in four"
          + " directions too; all of that; or auto(MOST), what recognizes the images best that"
          + " final training left out, of at most MOST views. N views take N times as long to run.";
  private static final String VALIDATION =
      "What final networks are compared, and their temperature and the weights of an ensemble are"
          + " fitted on: a fraction of the training images that they leave out, where 0 leaves out"
          + " none; crossed(FOLDS), all of them, by networks that are trained again without each"
          + " of FOLDS parts; or auto, a twentieth, but at least 200 and at most 2,000 images, and"
          + " of fewer than 1,000 images crossed(3), of fewer than 300 crossed(5).";
  private static final String THREADS =
      "Threads that train one final network together, each on its part of every batch. A different"
          + " number gives a different network.";

  private static final String GPUS =
      "GPUs that train one final network together, each its part of every batch: a number, or auto,"
          + " which is all if some steps are faster on all than on one. A different number gives a"
          + " different network. On a CPU it has no effect.";
  private static final String WINNERS =
      "Models that are exported. Those after the winner are of other members of the front, so that"
          + " there is more than one only with several objectives.";

  /** The image size that sizes of networks are checked with. */
  private static final NetworkSpec USUAL =
      Setting.PROXY.of(Cell.parse("p:identity+pp:identity")).build();

  private static final String AUTO = "auto";
  private static final int MOST_GPUS = 1024;
  private static final String NO_CONTENDERS = "none";

  @Config(description = FILTERS)
  @Option(names = "--final-filters", paramLabel = "F", description = FILTERS)
  private @Nullable String filters;

  @Config(description = REPEATS)
  @Option(names = "--final-repeats", paramLabel = "N", description = REPEATS)
  private @Nullable String repeats;

  @Config(description = STEM_STRIDE)
  @Option(names = "--final-stem-stride", paramLabel = "N", description = STEM_STRIDE)
  private @Nullable String stemStride;

  @Config(description = ENSEMBLE)
  @Option(names = "--ensemble", paramLabel = "N", description = ENSEMBLE)
  @Range(from = 1, to = MOST_MEMBERS)
  private int ensemble = 1;

  @Config(description = FINALISTS)
  @Option(names = "--finalists", paramLabel = "N", description = FINALISTS)
  @Range(from = 0, to = 100)
  private int finalists;

  @Config(description = WINNERS)
  @Option(names = "--winners", paramLabel = "N", description = WINNERS)
  @Range(from = 1, to = 100)
  private int winners = 1;

  @Config(description = CONTENDERS)
  @Option(names = "--contenders", paramLabel = "CELLS", description = CONTENDERS)
  private String contenders = NO_CONTENDERS;

  @Config(description = FLIP)
  @Option(names = "--flip", paramLabel = "auto|on|off", description = FLIP)
  private String flip = FlipChoice.AUTO.text();

  @Config(description = VIEWS)
  @Option(names = "--views", paramLabel = "FORM", description = VIEWS)
  private String views = ViewChoice.PLAIN.text();

  @Config(description = VALIDATION)
  @Option(names = "--final-validation", paramLabel = "FORM", description = VALIDATION)
  private String validationFraction = FinalValidation.AUTO;

  @Config(description = THREADS)
  @Option(names = "--final-threads", paramLabel = "N", description = THREADS)
  @Range(from = 1, to = 1024)
  private int threads = 1;

  @Config(description = GPUS)
  @Option(names = "--final-gpus", paramLabel = "N|auto", description = GPUS)
  private String gpus = AUTO;

  /** Starts from the defaults. */
  public FinalOptions() {}

  /**
   * Returns these options with other filters of the winner's network.
   *
   * @param number F, channels of a block in the first group, at least 2
   * @return the changed copy
   */
  public FinalOptions withFilters(int number) {
    return with(copy -> copy.filters = Integer.toString(number));
  }

  /**
   * Returns these options with other repeats of the winner's network.
   *
   * @param number N, cells in each of the three groups, at least 1
   * @return the changed copy
   */
  public FinalOptions withRepeats(int number) {
    return with(copy -> copy.repeats = Integer.toString(number));
  }

  /**
   * Returns these options with another stride of the stem of the winner's network.
   *
   * @param number 1, 2 or 4, see {@link Stem}
   * @return the changed copy
   */
  public FinalOptions withStemStride(int number) {
    return with(copy -> copy.stemStride = Integer.toString(number));
  }

  /**
   * Returns these options with another number of networks in the model.
   *
   * @param number from 1 to {@link #MOST_MEMBERS}
   * @return the changed copy
   */
  public FinalOptions withEnsemble(int number) {
    return with(copy -> copy.ensemble = number);
  }

  /**
   * Returns these options with another number of networks whose final training begins.
   *
   * @param number at least 0; 0 for as many as the model has
   * @return the changed copy
   */
  public FinalOptions withFinalists(int number) {
    return with(copy -> copy.finalists = number);
  }

  /**
   * Returns these options with another number of models.
   *
   * @param number models of the front that are exported, from 1 to 100
   * @return the changed copy
   */
  public FinalOptions withWinners(int number) {
    return with(copy -> copy.winners = number);
  }

  /**
   * Returns these options with other contenders.
   *
   * @param cells names of known cells, such as {@code resnet}; empty for none
   * @return the changed copy
   */
  public FinalOptions withContenders(List<String> cells) {
    return with(
        copy -> copy.contenders = cells.isEmpty() ? NO_CONTENDERS : String.join(",", cells));
  }

  /**
   * Returns these options with another choice of mirrored images.
   *
   * @param choice whether images are mirrored
   * @return the changed copy
   */
  public FinalOptions withFlip(FlipChoice choice) {
    return with(copy -> copy.flip = choice.text());
  }

  /**
   * Returns these options with another choice of views.
   *
   * @param choice what the model may be shown of an image
   * @return the changed copy
   */
  public FinalOptions withViews(ViewChoice choice) {
    return with(copy -> copy.views = choice.text());
  }

  /**
   * Returns these options with another fraction of images that final training leaves out.
   *
   * @param fraction of the training images, from 0, which leaves out none, to below 1
   * @return the changed copy
   */
  public FinalOptions withValidationFraction(double fraction) {
    return with(copy -> copy.validationFraction = Double.toString(fraction));
  }

  /**
   * Returns these options with another number of threads for each final network.
   *
   * @param number at least 1
   * @return the changed copy
   */
  public FinalOptions withThreads(int number) {
    return with(copy -> copy.threads = number);
  }

  /**
   * Returns these options with another number of GPUs for each final network.
   *
   * @param number at least 1
   * @return the changed copy
   */
  public FinalOptions withGpus(int number) {
    return with(copy -> copy.gpus = Integer.toString(number));
  }

  @Override
  protected void check() {
    check("gpus", this::gpus);
    check("final network", () -> network(USUAL));
    check("contenders", this::contenders);
    check("flip", this::flip);
    check("views", this::views);
    check("validationFraction", this::validation);
  }

  /**
   * Returns the network in which a cell is delivered.
   *
   * @param ofSearch the network in which the search compared it with others
   * @return the same network, of the size that was set
   * @throws IllegalArgumentException if a size is not allowed, or the images are too small for it
   */
  public NetworkSpec network(NetworkSpec ofSearch) {
    return ofSearch.toBuilder()
        .optFilters(Require.wholeNumber("final filters (F)", filters, ofSearch.filters()))
        .optRepeats(Require.wholeNumber("final repeats (N)", repeats, ofSearch.repeats()))
        .optStemStride(Require.wholeNumber("final stem stride", stemStride, ofSearch.stemStride()))
        .build();
  }

  /**
   * Returns how many networks the model has at most.
   *
   * @return from 1 to {@link #MOST_MEMBERS}
   */
  public int ensemble() {
    return ensemble;
  }

  /**
   * Returns how many members of the front are exported.
   *
   * @return models, at least 1
   */
  public int winners() {
    return winners;
  }

  /**
   * Returns the cells made by hand that take part.
   *
   * @return cells by name, in the order given
   * @throws IllegalArgumentException if a name is of no known cell
   */
  public Map<String, Cell> contenders() {
    Map<String, Cell> cells = new LinkedHashMap<>();
    if (!contenders.equals(NO_CONTENDERS)) {
      for (String name : contenders.split(",", -1)) {
        cells.put(name.strip(), KnownCells.find(name.strip()));
      }
    }
    return cells;
  }

  /**
   * Returns whether training images are mirrored.
   *
   * @return the choice
   * @throws IllegalArgumentException if there is no such choice
   */
  public FlipChoice flip() {
    return FlipChoice.parse(flip);
  }

  /**
   * Returns what the model may be shown of an image.
   *
   * @return the choice
   * @throws IllegalArgumentException if there is no such choice
   */
  public ViewChoice views() {
    return ViewChoice.ALL.parse(views);
  }

  /**
   * Returns how many networks of the search final training begins with, besides contenders.
   *
   * @return at least as many as the model has
   */
  public int finalists() {
    return Math.max(finalists, ensemble);
  }

  private FinalValidation validation() {
    return FinalValidation.parse(validationFraction);
  }

  /**
   * Returns which fraction of the training images is left out.
   *
   * @param images how many training images there are, at least 1
   * @return from 0 to below 1; 0 if none is left out
   */
  public double validationFraction(int images) {
    return validation().fraction(images);
  }

  /**
   * Returns in how many parts the training images are crossed, where none is left out.
   *
   * @param images how many training images there are, at least 1
   * @return at least 2; 0 for no crossed validation
   * @throws IllegalArgumentException if there are fewer images than parts that were asked for
   */
  public int folds(int images) {
    return validation().folds(images);
  }

  /**
   * Returns how many GPUs train a network together.
   *
   * @return at least 1; empty if time is to decide
   */
  public OptionalInt gpus() {
    return gpus.equals(AUTO)
        ? OptionalInt.empty()
        : OptionalInt.of(
            Require.range("final GPUs", Require.wholeNumber("final GPUs", gpus), 1, MOST_GPUS));
  }

  /**
   * Returns how many threads train a network together on a CPU.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }
}
