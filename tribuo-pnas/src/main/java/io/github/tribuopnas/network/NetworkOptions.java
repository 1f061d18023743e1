package io.github.tribuopnas.network;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.space.KnownCells;
import picocli.CommandLine.Option;

/** The cell that is trained and the network that it is stacked to. */
public final class NetworkOptions extends OptionGroup<NetworkOptions> {

  private static final String CELL =
      "A cell's text, or the name of a known one: pnasnet5, nasnet-a-normal, resnet or plain.";
  private static final String SETTING = "proxy, cifar, imagenet-mobile or imagenet-large.";
  private static final String REPEATS =
      "Cells in each of three groups. By default as many as the setting has.";
  private static final String FILTERS =
      "Channels of a block in the first group. By default as many as the setting has.";
  private static final String STEM_MULTIPLIER =
      "Width of the stem. By default that of the setting.";

  /** What the stride of the stem is, the same for every network. */
  public static final String STEM_STRIDE =
      "Stride of the stem: 1, or 2 or 4 for cells that see a quarter or a sixteenth of the pixels.";

  /** What the layout is, the same for every network. */
  public static final String LAYOUT =
      "How cells read their inputs: paper (through a 1x1 convolution) or direct (as ResNets do).";

  /** What the concatenation of cells is, the same for every network. */
  public static final String CONCATENATION =
      "Blocks that a cell concatenates: all, or those unused by other blocks.";

  @Config(mandatory = true, description = CELL)
  @Option(names = "--cell", paramLabel = "CELL", description = CELL)
  private String cell;

  @Config(description = SETTING)
  @Option(names = "--setting", paramLabel = "SETTING", description = SETTING)
  private String setting = Setting.CIFAR.text();

  @Config(description = REPEATS)
  @Option(names = "--repeats", paramLabel = "N", description = REPEATS)
  private String repeats;

  @Config(description = FILTERS)
  @Option(names = "--filters", paramLabel = "F", description = FILTERS)
  private String filters;

  @Config(description = STEM_MULTIPLIER)
  @Option(names = "--stem-multiplier", paramLabel = "N", description = STEM_MULTIPLIER)
  private String stemMultiplier;

  @Config(description = CONCATENATION)
  @Option(names = "--concat", paramLabel = "BLOCKS", description = CONCATENATION)
  private String concatenation = Concatenation.ALL.text();

  @Config(description = STEM_STRIDE)
  @Option(names = "--stem-stride", paramLabel = "N", description = STEM_STRIDE)
  private int stemStride = 1;

  @Config(description = LAYOUT)
  @Option(names = "--layout", paramLabel = "LAYOUT", description = LAYOUT)
  private String layout = Layout.PAPER.text();

  /** Starts from the defaults; the cell is yet to be set. */
  public NetworkOptions() {}

  /**
   * Returns these options with another cell.
   *
   * @param text its text, or the name of a known one such as {@code pnasnet5}
   * @return the changed copy
   */
  public NetworkOptions withCell(String text) {
    return with(copy -> copy.cell = text);
  }

  /**
   * Returns these options with another cell.
   *
   * @param newCell the cell
   * @return the changed copy
   */
  public NetworkOptions withCell(Cell newCell) {
    return withCell(newCell.toString());
  }

  /**
   * Returns these options with another setting.
   *
   * @param newSetting has all numbers of the network that are not set
   * @return the changed copy
   */
  public NetworkOptions withSetting(Setting newSetting) {
    return with(copy -> copy.setting = newSetting.text());
  }

  /**
   * Returns these options with other repeats.
   *
   * @param number N, cells in each group, at least 1
   * @return the changed copy
   */
  public NetworkOptions withRepeats(int number) {
    return with(copy -> copy.repeats = Integer.toString(number));
  }

  /**
   * Returns these options with other filters.
   *
   * @param number F, channels of a block in the first group, at least 1
   * @return the changed copy
   */
  public NetworkOptions withFilters(int number) {
    return with(copy -> copy.filters = Integer.toString(number));
  }

  /**
   * Returns these options with another width of the stem.
   *
   * @param number widens the stem's convolution, see {@link Stem}; at least 1
   * @return the changed copy
   */
  public NetworkOptions withStemMultiplier(int number) {
    return with(copy -> copy.stemMultiplier = Integer.toString(number));
  }

  /**
   * Returns these options with another output of cells.
   *
   * @param joined all blocks, or those that no other block reads
   * @return the changed copy
   */
  public NetworkOptions withConcatenation(Concatenation joined) {
    return with(copy -> copy.concatenation = joined.text());
  }

  /**
   * Returns these options with another stride of the stem.
   *
   * @param number 1, 2 or 4, see {@link Stem}
   * @return the changed copy
   */
  public NetworkOptions withStemStride(int number) {
    return with(copy -> copy.stemStride = number);
  }

  /**
   * Returns these options with another layout.
   *
   * @param newLayout how cells read their inputs
   * @return the changed copy
   */
  public NetworkOptions withLayout(Layout newLayout) {
    return with(copy -> copy.layout = newLayout.text());
  }

  @Override
  protected void check() {
    check("layout", () -> Layout.parse(layout));
    check("setting", this::setting);
    if (cell != null) {
      check("cell", () -> builder().build());
    }
  }

  /**
   * Returns the setting.
   *
   * @return the setting whose numbers the network has unless others are set
   */
  public Setting setting() {
    return Setting.parse(setting);
  }

  /**
   * Returns the network.
   *
   * @param image the size of the images
   * @param classes how many there are, at least 2
   * @return the network
   * @throws IllegalArgumentException if no cell is set, or the images are too small for the setting
   */
  public NetworkSpec network(ImageShape image, int classes) {
    return builder().optImage(image).optClasses(classes).build();
  }

  /**
   * Starts from the network for the setting's own images and classes.
   *
   * @return a builder
   * @throws IllegalArgumentException if no cell is set
   */
  public Setting.Builder builder() {
    if (cell == null) {
      throw new IllegalArgumentException(
          "no cell is set; give its text, or the name of a known one, such as pnasnet5");
    }
    Setting.Builder builder =
        setting()
            .of(KnownCells.parse(cell))
            .optConcatenation(Concatenation.parse(concatenation))
            .optStemStride(stemStride)
            .optLayout(Layout.parse(layout));
    ifSet(repeats, text -> builder.optRepeats(Require.wholeNumber("repeats (N)", text)));
    ifSet(filters, text -> builder.optFilters(Require.wholeNumber("filters (F)", text)));
    ifSet(
        stemMultiplier,
        text -> builder.optStemMultiplier(Require.wholeNumber("stem multiplier", text)));
    return builder;
  }
}
