package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Branch;
import io.github.tribuopnas.space.Cell;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A cell in a network: adjusts its two inputs to its filters, adds up the branches of each block
 * and concatenates the blocks.
 *
 * <p>The two inputs, in this order, are the outputs of the cell before the previous one ({@code
 * pp}, H^{c-2}) and of the previous one ({@code p}, H^{c-1}), as in the text form of a cell.
 */
final class CellBlock extends AbstractBlock {

  private static final byte VERSION = 1;
  private static final float HALF = 0.5f;
  private static final int CHANNEL_AXIS = 1;

  /** Where the outputs of an input or a block stand among the cell's arrays. */
  private static final int FIRST_STATE = Branch.BEFORE_PREVIOUS;

  /** Passes over the numbers, forward and backward. */
  private static final int RECTIFYING = 2;

  /** The sum, and in the backward pass that of the gradients of an array that is read twice. */
  private static final int ADDING = 2;

  private static final int JOINING = 2;

  private final List<ImageShape> inputs;
  private final Layer adjustBeforePrevious;
  private final Layer adjustPrevious;
  private final boolean readsBeforePrevious;
  private final boolean readsPrevious;
  private final boolean isDirect;
  private final List<Block> blocks;
  private final List<Layer> branches = new ArrayList<>();
  private final List<Integer> concatenated = new ArrayList<>();
  private final ImageShape output;

  /**
   * Builds a cell.
   *
   * @param spec the network, of which the cell, its concatenation and its layout are read
   * @param beforePrevious H^{c-2}, or null in the first cell, where {@code pp} is H^{c-1} as it is
   * @param previous H^{c-1}
   * @param filters channels of each block
   * @param stride 1, or 2 in a cell that halves the size
   */
  CellBlock(
      NetworkSpec spec,
      @Nullable ImageShape beforePrevious,
      ImageShape previous,
      int filters,
      int stride) {
    super(VERSION);
    Cell cell = spec.cell();
    float epsilon = spec.epsilon();
    blocks = cell.blocks();
    isDirect = spec.layout() == Layout.DIRECT;
    InputLayers adjusting = new InputLayers(spec, filters);
    readsBeforePrevious = InputLayers.readers(cell, Branch.BEFORE_PREVIOUS) > 0;
    readsPrevious = InputLayers.readers(cell, Branch.PREVIOUS) > 0;
    inputs = List.of(beforePrevious == null ? previous : beforePrevious, previous);
    adjustBeforePrevious = addChildBlock("pp", adjusting.beforePrevious(beforePrevious, previous));
    adjustPrevious = addChildBlock("p", adjusting.previous(previous));
    List<ImageShape> states = new ArrayList<>();
    states.add(adjustBeforePrevious.output());
    states.add(adjustPrevious.output());
    for (int number = 1; number <= cell.size(); number++) {
      Layer left = branch(cell.block(number).left(), states, filters, stride, epsilon);
      Layer right = branch(cell.block(number).right(), states, filters, stride, epsilon);
      branches.add(addChildBlock(number + "left", left));
      branches.add(addChildBlock(number + "right", right));
      states.add(left.output());
      if (spec.concatenation().includes(cell, number)) {
        concatenated.add(number);
      }
    }
    ImageShape block = states.get(states.size() - 1);
    output = block.withChannels(filters * concatenated.size());
  }

  /** Only branches that read an input of the cell are strided. */
  private static Layer branch(
      Branch branch, List<ImageShape> states, int filters, int stride, float epsilon) {
    boolean readsInput = branch.input() <= Branch.PREVIOUS;
    return OperationLayers.of(
        branch.operation(),
        states.get(branch.input() - FIRST_STATE),
        filters,
        readsInput ? stride : 1,
        epsilon);
  }

  /**
   * Runs the cell.
   *
   * @param dropPath changes what operations other than the identity put out
   */
  NDArray apply(
      ParameterStore parameters,
      NDArray beforePrevious,
      NDArray previous,
      boolean training,
      UnaryOperator<NDArray> dropPath) {
    States states = new States(blocks.size());
    // An input that no branch reads belongs to the cell but need not be computed.
    states.add(
        readsBeforePrevious
            ? adjust(adjustBeforePrevious, parameters, beforePrevious, training)
            : beforePrevious);
    states.add(readsPrevious ? adjust(adjustPrevious, parameters, previous, training) : previous);
    for (int i = 0; i < blocks.size(); i++) {
      Branch left = blocks.get(i).left();
      Branch right = blocks.get(i).right();
      NDArray first = run(left, branches.get(2 * i), parameters, states, training);
      NDArray second = run(right, branches.get(2 * i + 1), parameters, states, training);
      NDArray sum = dropped(left, first, dropPath).add(dropped(right, second, dropPath));
      states.add(isMean(i) ? sum.mul(HALF) : sum);
    }
    NDList outputs = new NDList(concatenated.size());
    concatenated.forEach(number -> outputs.add(states.array(number)));
    return outputs.size() == 1 ? outputs.get(0) : NDArrays.concat(outputs, CHANNEL_AXIS);
  }

  private static NDArray adjust(
      Layer layer, ParameterStore parameters, NDArray x, boolean training) {
    return layer.apply(
        parameters, layer.readsRectified() ? x.getNDArrayInternal().relu() : x, training);
  }

  private NDArray run(
      Branch branch, Layer layer, ParameterStore parameters, States states, boolean training) {
    NDArray x =
        isDirect || layer.readsRectified()
            ? states.rectified(branch.input())
            : states.array(branch.input());
    return layer.apply(parameters, x, training);
  }

  /**
   * Says whether a block takes the mean of its branches. Sums of branches that nothing normalizes
   * would double from block to block and from cell to cell: the paper's layout normalizes what
   * enters a cell, the direct one does not.
   */
  private boolean isMean(int block) {
    return isDirect
        && !branches.get(2 * block).isNormalized()
        && !branches.get(2 * block + 1).isNormalized();
  }

  /** An identity with a convolution, because of its stride or its channels, is still one. */
  private static NDArray dropped(Branch branch, NDArray y, UnaryOperator<NDArray> dropPath) {
    return branch.operation().isIdentity() ? y : dropPath.apply(y);
  }

  ImageShape output() {
    return output;
  }

  /** Returns the layers that a step runs, and the passes over numbers between them. */
  List<LayerUse> layerUses() {
    List<LayerUse> uses = new ArrayList<>();
    adjusting().forEach(layer -> uses.addAll(adjustUses(layer)));
    branches.forEach(layer -> uses.add(LayerUse.of(layer)));
    rectifying().forEach(layer -> uses.add(LayerUse.passes(layer.input(), RECTIFYING)));
    uses.add(LayerUse.passes(branches.get(0).output(), ADDING * sums()));
    if (concatenated.size() > 1) {
      uses.add(LayerUse.passes(output, JOINING));
    }
    return uses;
  }

  /** Returns the layers in front of the inputs that branches read. */
  private List<Layer> adjusting() {
    List<Layer> adjusting = new ArrayList<>();
    if (readsBeforePrevious) {
      adjusting.add(adjustBeforePrevious);
    }
    if (readsPrevious) {
      adjusting.add(adjustPrevious);
    }
    return adjusting;
  }

  /** Returns one of the layers that read each array which is rectified for them. */
  private Collection<Layer> rectifying() {
    Map<Integer, Layer> rectifying = new TreeMap<>();
    for (int i = 0; i < branches.size(); i++) {
      Layer layer = branches.get(i);
      Block block = blocks.get(i / 2);
      if (isDirect || layer.readsRectified()) {
        rectifying.put((i % 2 == 0 ? block.left() : block.right()).input(), layer);
      }
    }
    return rectifying.values();
  }

  /** Returns how many arrays the size of a block are made of its branches: sums and means. */
  private int sums() {
    return blocks.size() + (int) IntStream.range(0, blocks.size()).filter(this::isMean).count();
  }

  private static List<LayerUse> adjustUses(Layer layer) {
    return layer.readsRectified()
        ? List.of(LayerUse.passes(layer.input(), RECTIFYING), LayerUse.of(layer))
        : List.of(LayerUse.of(layer));
  }

  /** What the cell costs, with the layers in front of inputs that no branch reads. */
  Cost cost() {
    return cost(List.of(adjustBeforePrevious, adjustPrevious));
  }

  /** What the cell costs in a file, which has nothing that is not read. */
  Cost servedCost() {
    return cost(adjusting());
  }

  /** Returns the layers with weights that a file has. */
  List<Layer> served() {
    List<Layer> served = new ArrayList<>(adjusting());
    served.addAll(branches);
    return served;
  }

  /** Returns whether a branch reads the cell before the previous one. */
  boolean readsBeforePrevious() {
    return readsBeforePrevious;
  }

  /** Returns whether a branch reads the previous cell. */
  boolean readsPrevious() {
    return readsPrevious;
  }

  private Cost cost(List<Layer> layersOfInputs) {
    long held = sums() * branches.get(0).output().pixels();
    held += concatenated.size() > 1 ? output.pixels() : 0;
    held += rectifying().stream().mapToLong(Layer::inputs).sum();
    held += adjusting().stream().filter(Layer::readsRectified).mapToLong(Layer::inputs).sum();
    // That of a block is a sum of its branches, whether it is made a mean besides or not.
    int joins = concatenated.size() > 1 ? 1 : 0;
    Cost cost = Cost.holding(held).plus(Cost.running(blocks.size() + joins));
    for (Layer layer : layersOfInputs) {
      cost = cost.plus(layer.cost());
    }
    for (Layer branch : branches) {
      cost = cost.plus(branch.cost());
    }
    return cost;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters, NDList list, boolean training, PairList<String, Object> params) {
    return new NDList(
        apply(parameters, list.get(0), list.get(1), training, UnaryOperator.identity()));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return new Shape[] {Layer.batchOf(inputShapes[0].get(0), output)};
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... inputShapes) {
    long batch = inputShapes[0].get(0);
    for (ai.djl.nn.Block child : getChildren().values()) {
      child.initialize(manager, dataType, Layer.batchOf(batch, ((Layer) child).input()));
    }
  }

  Shape[] inputShapes(long batch) {
    return inputs.stream().map(extent -> Layer.batchOf(batch, extent)).toArray(Shape[]::new);
  }

  /** The arrays inside a cell while it runs, each rectified at most once. */
  private static final class States {

    private final List<NDArray> arrays;
    private final NDArray[] rectified;

    States(int blocks) {
      arrays = new ArrayList<>(blocks - FIRST_STATE + 1);
      rectified = new NDArray[blocks - FIRST_STATE + 1];
    }

    void add(NDArray array) {
      arrays.add(array);
    }

    NDArray array(int input) {
      return arrays.get(input - FIRST_STATE);
    }

    NDArray rectified(int input) {
      int place = input - FIRST_STATE;
      if (rectified[place] == null) {
        rectified[place] = arrays.get(place).getNDArrayInternal().relu();
      }
      return rectified[place];
    }
  }
}
