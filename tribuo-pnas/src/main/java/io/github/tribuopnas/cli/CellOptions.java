package io.github.tribuopnas.cli;

import io.github.tribuopnas.CellTrainerBuilder;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Concatenation;
import picocli.CommandLine.Option;

/** The options of a training about its cell and the network it is stacked to. */
final class CellOptions {

  @Option(
      names = "--cell",
      required = true,
      paramLabel = "CELL",
      description = "A cell's text, or the name of a known one, such as pnasnet5.")
  private String cell;

  @Option(
      names = "--setting",
      paramLabel = "SETTING",
      description = "proxy, cifar (the default), imagenet-mobile or imagenet-large.")
  private String setting = Setting.CIFAR.text();

  @Option(names = "--repeats", paramLabel = "N", description = "Cells in each of three groups.")
  private Integer repeats;

  @Option(
      names = "--filters",
      paramLabel = "F",
      description = "Channels of a block in the first group.")
  private Integer filters;

  @Option(names = "--stem-multiplier", paramLabel = "N", description = "Width of the stem.")
  private Integer stemMultiplier;

  @Option(
      names = "--concat",
      paramLabel = "BLOCKS",
      description =
          "Blocks that a cell's output joins: all (the default), or those unused by other blocks.")
  private String concatenation = Concatenation.ALL.text();

  /**
   * Passes the options on.
   *
   * @throws IllegalArgumentException if one cannot be read
   */
  void apply(CellTrainerBuilder trainer) {
    trainer
        .setCell(cell)
        .optSetting(Setting.parse(setting))
        .optConcatenation(Concatenation.parse(concatenation));
    if (repeats != null) {
      trainer.optRepeats(repeats);
    }
    if (filters != null) {
      trainer.optFilters(filters);
    }
    if (stemMultiplier != null) {
      trainer.optStemMultiplier(stemMultiplier);
    }
  }
}
