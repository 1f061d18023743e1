package io.github.tribuopnas;

import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.Concatenation;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.DeviceChoice;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tribuo.Trainer;

/** Settings of a {@link CellTrainer}; the format and the cell are required. */
public final class CellTrainerBuilder {

  ImageFormat format;
  String cell;
  String setting = Setting.CIFAR.text();
  String concatenation = Concatenation.ALL.text();
  int repeats;
  int filters;
  int stemMultiplier;
  String recipe = "";
  Map<String, String> changes = new LinkedHashMap<>();
  DeviceChoice device = DeviceChoice.AUTO;
  double validationFraction;
  long seed = Trainer.DEFAULT_SEED;

  CellTrainerBuilder() {}

  /**
   * Sets the images.
   *
   * @param newFormat their size and how feature names number their pixels
   * @return this builder
   */
  public CellTrainerBuilder setFormat(ImageFormat newFormat) {
    format = newFormat;
    return this;
  }

  /**
   * Sets the cell.
   *
   * @param newCell its text, or the name of a known one such as {@code pnasnet5}
   * @return this builder
   */
  public CellTrainerBuilder setCell(String newCell) {
    cell = newCell;
    return this;
  }

  /**
   * Sets the cell.
   *
   * @param newCell the cell
   * @return this builder
   */
  public CellTrainerBuilder setCell(Cell newCell) {
    return setCell(newCell.toString());
  }

  /**
   * Sets the network's numbers but for those set apart.
   *
   * @param newSetting the setting; CIFAR by default
   * @return this builder
   */
  public CellTrainerBuilder optSetting(Setting newSetting) {
    setting = newSetting.text();
    return this;
  }

  /**
   * Sets which blocks are concatenated.
   *
   * @param newConcatenation all, the default, or the unused ones
   * @return this builder
   */
  public CellTrainerBuilder optConcatenation(Concatenation newConcatenation) {
    concatenation = newConcatenation.text();
    return this;
  }

  /**
   * Sets N.
   *
   * @param newRepeats cells in each group, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public CellTrainerBuilder optRepeats(int newRepeats) {
    repeats = positive("repeats (N)", newRepeats);
    return this;
  }

  /**
   * Sets F.
   *
   * @param newFilters channels of a block in the first group, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public CellTrainerBuilder optFilters(int newFilters) {
    filters = positive("filters (F)", newFilters);
    return this;
  }

  /**
   * Sets the stem's width.
   *
   * @param newStemMultiplier at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is below 1
   */
  public CellTrainerBuilder optStemMultiplier(int newStemMultiplier) {
    stemMultiplier = positive("stem multiplier", newStemMultiplier);
    return this;
  }

  /**
   * Sets the recipe by name.
   *
   * @param name such as {@code cifar-final}; empty, the default, for the setting's
   * @return this builder
   */
  public CellTrainerBuilder optRecipe(String name) {
    recipe = name;
    return this;
  }

  /**
   * Sets the recipe, field by field. Its optimiser, schedule and augmentations must be such as
   * their text forms name.
   *
   * @param newRecipe the recipe
   * @return this builder
   */
  public CellTrainerBuilder optRecipe(Recipe newRecipe) {
    changes.putAll(newRecipe.fields());
    return this;
  }

  /**
   * Changes a field of the recipe.
   *
   * @param field its name, such as {@code label-smoothing}
   * @param text its value
   * @return this builder
   */
  public CellTrainerBuilder optChange(String field, String text) {
    changes.put(field, text);
    return this;
  }

  /**
   * Holds images out, to measure accuracies on.
   *
   * @param newValidationFraction their share, from 0 (the default: none) to below 1
   * @return this builder
   */
  public CellTrainerBuilder optValidationFraction(double newValidationFraction) {
    validationFraction = newValidationFraction;
    return this;
  }

  /**
   * Sets the seed.
   *
   * @param newSeed seed of every random choice
   * @return this builder
   */
  public CellTrainerBuilder optSeed(long newSeed) {
    seed = newSeed;
    return this;
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is " + value + ", but must be at least 1");
    }
    return value;
  }

  /**
   * Sets where the network is trained. By default on the first GPU that the engine can use, else on
   * the CPU.
   *
   * @param newDevice the choice; that of an absent GPU ends the training before it begins
   * @return this builder
   */
  public CellTrainerBuilder optDevice(DeviceChoice newDevice) {
    device = newDevice;
    return this;
  }

  /**
   * Builds the trainer.
   *
   * @return the trainer
   * @throws com.oracle.labs.mlrg.olcut.config.PropertyException if a setting is missing or wrong
   */
  public CellTrainer build() {
    return new CellTrainer(this);
  }
}
