package io.github.tribuopnas.benchmarks.lines;

/** What options that several experiments have say of themselves. */
public final class OptionText {

  /** Of {@code --seeds}. */
  public static final String SEEDS = "Runs of each, with seeds 1 to N.";

  /** Of {@code --train-limit}. */
  public static final String TRAIN_LIMIT = "Takes only N training images, evenly from all classes.";

  /** Of {@code --blocks}. */
  public static final String BLOCKS = "Blocks of the largest cells.";

  /** Of {@code --filters}. */
  public static final String FILTERS = "Channels of a block in the first group.";

  /** Of {@code --batch}. */
  public static final String BATCH = "Images in a step.";

  /** Of {@code --image}. */
  public static final String IMAGE = "Size of the images, such as 32x32x3.";

  /** Of {@code --workers}. */
  public static final String WORKERS = "Networks trained at once.";

  /** Of {@code --seed}. */
  public static final String SEED = "Where the cells come from.";

  /** Of the table of NAS-Bench-201. */
  public static final String TABLE = "JSON with val_acc_200 and test_acc_200 of all 15,625 cells.";

  private OptionText() {}
}
