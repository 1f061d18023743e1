package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.ConvolutionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The network of a cell as a DJL block: images {@code [batch, channels, height, width]} in, logits
 * {@code [batch, classes]} out (PNAS, section 3.2 and figure 2).
 *
 * <p>Building one allocates no weights; {@link Weights#initialize} does.
 */
public final class CellNetwork extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final int IMAGENET_STEM_FILTERS = 32;

  private final NetworkSpec spec;
  private final ConvolutionNorm stem;
  private final List<CellBlock> cells = new ArrayList<>();
  private final Classifier head;
  private final int auxiliaryCell;
  private final List<NetworkPart> parts = new ArrayList<>();

  /**
   * Builds the network.
   *
   * @param spec its specification
   * @throws IllegalArgumentException if the images are too small for the reductions
   */
  public CellNetwork(NetworkSpec spec) {
    super(VERSION);
    this.spec = spec;
    stem = addChildBlock("stem", stem(spec));
    parts.add(new NetworkPart("stem", stem, stem.cost(), stem.output()));
    ImageShape beforePrevious = null;
    ImageShape previous = stem.output();
    if (spec.stem() == Stem.IMAGENET) {
      previous = addCell("cell_stem_0", null, previous, Math.max(1, spec.filters() / 4), 2);
      beforePrevious = stem.output();
      ImageShape first = previous;
      previous = addCell("cell_stem_1", beforePrevious, first, Math.max(1, spec.filters() / 2), 2);
      beforePrevious = first;
    }
    // The last cell of the second group, just before the second reduction.
    auxiliaryCell = cells.size() + 2 * spec.repeats() - 1;
    int filters = spec.filters();
    for (int number = 0; number < 3 * spec.repeats(); number++) {
      boolean reduces = number > 0 && number % spec.repeats() == 0;
      if (reduces) {
        filters *= 2;
      }
      ImageShape next =
          addCell("cell_" + number, beforePrevious, previous, filters, reduces ? 2 : 1);
      beforePrevious = previous;
      previous = next;
    }
    head = addChildBlock("head", new Classifier(previous, spec.classes()));
    parts.add(new NetworkPart("head", head, head.cost(), new ImageShape(1, 1, spec.classes())));
  }

  private static ConvolutionNorm stem(NetworkSpec spec) {
    int stride = spec.stemStride();
    int side = stride <= 2 ? 3 : 5;
    Convolution convolution =
        spec.stem() == Stem.CIFAR
            ? Convolution.of(
                ConvolutionSpec.full(side, side),
                spec.image().channels(),
                spec.filters() * spec.stemMultiplier(),
                stride,
                stride)
            : Convolution.valid(IMAGENET_STEM_FILTERS * spec.stemMultiplier(), 3, 3, 2);
    return ConvolutionNorm.plain(spec.image(), spec.epsilon(), convolution);
  }

  private ImageShape addCell(
      String name,
      @Nullable ImageShape beforePrevious,
      ImageShape previous,
      int filters,
      int stride) {
    CellBlock cell = new CellBlock(spec, beforePrevious, previous, filters, stride);
    cells.add(addChildBlock(name, cell));
    parts.add(new NetworkPart(name, cell, cell.cost(), cell.output()));
    return cell.output();
  }

  /**
   * Runs the network without the checks of {@code forward}, which walk all parameters.
   *
   * @param parameters where the weights come from
   * @param images {@code [batch, channels, height, width]}
   * @param training whether batch statistics are used and updated
   * @return logits, {@code [batch, classes]}
   */
  public NDArray apply(ParameterStore parameters, NDArray images, boolean training) {
    return run(parameters, images, training, Noise.NONE).logits();
  }

  /**
   * Runs the network for a training step: batch statistics are used and updated.
   *
   * @param parameters where the weights come from
   * @param images {@code [batch, channels, height, width]}
   * @param noise what is changed on the way
   * @return logits, and what an auxiliary head reads
   */
  public TrainingOutput train(ParameterStore parameters, NDArray images, Noise noise) {
    return run(parameters, images, true, noise);
  }

  private TrainingOutput run(
      ParameterStore parameters, NDArray images, boolean training, Noise noise) {
    NDArray previous = stem.apply(parameters, images, training);
    NDArray beforePrevious = previous;
    NDArray auxiliary = null;
    for (int i = 0; i < cells.size(); i++) {
      double depth = (i + 1.0) / cells.size();
      NDArray next =
          cells
              .get(i)
              .apply(
                  parameters,
                  beforePrevious,
                  previous,
                  training,
                  branch -> noise.onBranch(branch, depth));
      beforePrevious = previous;
      previous = next;
      if (i == auxiliaryCell) {
        auxiliary = next;
      }
    }
    return new TrainingOutput(
        head.apply(parameters, previous, training, noise), Objects.requireNonNull(auxiliary));
  }

  /** Returns the size of what an auxiliary head reads. */
  ImageShape auxiliaryFeatures() {
    return cells.get(auxiliaryCell).output();
  }

  /**
   * Returns the specification.
   *
   * @return what the network was built from
   */
  public NetworkSpec spec() {
    return spec;
  }

  /** Returns all that a training step runs, from the image to the logits. */
  List<LayerUse> layerUses() {
    List<LayerUse> uses = new ArrayList<>();
    uses.add(LayerUse.ofFirst(stem));
    cells.forEach(cell -> uses.addAll(cell.layerUses()));
    uses.add(LayerUse.of(head));
    return uses;
  }

  List<NetworkPart> parts() {
    return List.copyOf(parts);
  }

  /** Returns the size of all that is built. */
  NetworkSize size() {
    return NetworkSize.of(
        parts.stream().mapToLong(part -> NetworkSummary.count(part.block(), true)).sum(),
        parts.stream().map(NetworkPart::cost).reduce(Cost.NONE, Cost::plus));
  }

  /**
   * Returns the size of what an exported file has: not the cells that no cell behind them reads,
   * nor layers in front of inputs that no branch reads.
   */
  NetworkSize servedSize() {
    long parameters = NetworkSummary.count(stem, true) + NetworkSummary.count(head, true);
    Cost cost = stem.cost().plus(head.cost());
    boolean[] isRead = new boolean[cells.size()];
    isRead[cells.size() - 1] = true;
    for (int i = cells.size() - 1; i >= 0; i--) {
      CellBlock cell = cells.get(i);
      if (isRead[i]) {
        cost = cost.plus(cell.servedCost());
        for (Layer layer : cell.served()) {
          parameters += NetworkSummary.count(layer, true);
        }
        markRead(isRead, i - 1, cell.readsPrevious());
        markRead(isRead, i - 2, cell.readsBeforePrevious());
      }
    }
    return NetworkSize.of(parameters, cost);
  }

  private static void markRead(boolean[] isRead, int cell, boolean reads) {
    if (cell >= 0 && reads) {
      isRead[cell] = true;
    }
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
    return new NDList(apply(parameters, inputs.singletonOrThrow(), training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {new Shape(inputShapes[0].get(0), spec.classes())};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    stem.initialize(manager, dataType, Layer.batchOf(batch, stem.input()));
    for (CellBlock cell : cells) {
      cell.initialize(manager, dataType, cell.inputShapes(batch));
    }
    head.initialize(manager, dataType, Layer.batchOf(batch, head.input()));
  }
}
