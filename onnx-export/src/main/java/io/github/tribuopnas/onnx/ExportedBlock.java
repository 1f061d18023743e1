package io.github.tribuopnas.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SymbolBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import io.github.tribuopnas.onnx.recording.Forward;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A block with what the options put before and after it: the function that is recorded, and that
 * the exported file is compared with.
 *
 * @param block initialized block
 * @param types element types of the inputs
 * @param examples makes inputs
 * @param normalization what is done to the first input, or null
 * @param softmax whether a softmax over axis 1 follows
 */
record ExportedBlock(
    Block block,
    List<DataType> types,
    ExampleInputs examples,
    @Nullable Normalization normalization,
    boolean softmax)
    implements Forward {

  /** Per-channel normalization of an input {@code [batch, channels, ...]}. */
  record Normalization(float[] mean, float[] std) {

    NDArray apply(NDArray x) {
      Shape shape = channels(x.getShape().dimension(), mean.length);
      NDArray shifted = x.sub(x.getManager().create(mean, shape));
      return shifted.div(x.getManager().create(std, shape));
    }

    /** Refuses what does not fit images of so many channels. */
    void require(long channels) {
      OnnxExporterBuilder.require(
          mean.length == channels && std.length == channels,
          "normalization has "
              + mean.length
              + " means and "
              + std.length
              + " deviations; needed are "
              + channels
              + " of each, one for each channel");
      for (float deviation : std) {
        OnnxExporterBuilder.require(
            deviation > 0 && Float.isFinite(deviation),
            "a deviation of normalization is " + deviation + "; allowed are numbers above 0");
      }
      for (float center : mean) {
        OnnxExporterBuilder.require(
            Float.isFinite(center),
            "a mean of normalization is " + center + "; allowed are finite numbers");
      }
    }

    private static Shape channels(int rank, int count) {
      long[] dims = new long[rank];
      Arrays.fill(dims, 1);
      dims[1] = count;
      return new Shape(dims);
    }
  }

  ExportedBlock {
    refuseNative(block);
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      if (!parameter.getValue().isInitialized()) {
        throw new IllegalArgumentException(
            "parameter "
                + parameter.getKey()
                + " has no values: call block.initialize(manager, type, inputShapes) or load the"
                + " weights before exporting");
      }
    }
  }

  private static void refuseNative(Block block) {
    if (block instanceof SymbolBlock) {
      throw new IllegalArgumentException(
          block.getClass().getSimpleName()
              + " runs inside of its engine, where nothing can be recorded; export blocks that are"
              + " written in Java; a TorchScript model is exported by PyTorch itself");
    }
    for (Block child : block.getChildren().values()) {
      refuseNative(child);
    }
  }

  Map<Parameter, String> parameterNames() {
    Map<Parameter, String> names = new IdentityHashMap<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      names.putIfAbsent(parameter.getValue(), parameter.getKey());
    }
    return names;
  }

  /** A manager on the engine and the device of the weights, for the caller to close. */
  NDManager newManager() {
    for (Parameter parameter : block.getParameters().values()) {
      NDArray array = parameter.getArray();
      return NDManager.newBaseManager(
          array.getDevice(), array.getManager().getEngine().getEngineName());
    }
    return NDManager.newBaseManager(Device.cpu());
  }

  @Override
  public NDList run(ParameterStore parameters, NDList inputs) {
    NDList in = new NDList(inputs);
    if (normalization != null) {
      in.set(0, normalization.apply(in.get(0)));
    }
    NDList out = block.forward(parameters, in, false);
    if (softmax) {
      NDList probabilities = new NDList(out);
      probabilities.set(0, out.get(0).softmax(1));
      return probabilities;
    }
    return out;
  }

  /** Inputs for one batch. */
  NDList example(NDManager manager, List<Shape> shapes, SplittableRandom random) {
    NDList inputs = examples.create(manager, shapes, random);
    List<Shape> found = inputs.stream().map(NDArray::getShape).toList();
    List<DataType> foundTypes = inputs.stream().map(NDArray::getDataType).toList();
    if (!found.equals(shapes) || !foundTypes.equals(types)) {
      throw new IllegalArgumentException(
          "the example inputs are "
              + found
              + " of "
              + foundTypes
              + "; asked for were "
              + shapes
              + " of "
              + types);
    }
    return inputs;
  }
}
