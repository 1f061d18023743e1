package io.github.tribuopnas.onnx;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;

/** A block whose forward is a lambda over its input and its seeded parameters. */
public final class LambdaCell extends AbstractBlock {
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final BiFunction<NDList, Function<String, NDArray>, NDList> forward;

  private LambdaCell(BiFunction<NDList, Function<String, NDArray>, NDList> forward) {
    super((byte) 1);
    this.forward = forward;
  }

  public static LambdaCell of(BiFunction<NDArray, Function<String, NDArray>, NDArray> forward) {
    return new LambdaCell((in, w) -> new NDList(forward.apply(in.get(0), w)));
  }

  public static LambdaCell ofLists(BiFunction<NDList, Function<String, NDArray>, NDList> forward) {
    return new LambdaCell(forward);
  }

  public static LambdaCell of(Function<NDArray, NDArray> forward) {
    return of((x, w) -> forward.apply(x));
  }

  /** Adds a parameter with values in [-0.5, 0.5), or in [0.5, 1.5) for a variance. */
  public LambdaCell with(String name, long... dims) {
    Parameter.Type type = name.contains("Var") ? Parameter.Type.RUNNING_VAR : Parameter.Type.WEIGHT;
    float low = name.contains("Var") ? 0.5f : -0.5f;
    SplittableRandom random = new SplittableRandom(name.hashCode());
    Parameter parameter =
        addParameter(
            Parameter.builder()
                .setName(name)
                .setType(type)
                .optRequiresGrad(type == Parameter.Type.WEIGHT)
                .optShape(new Shape(dims))
                .optInitializer(
                    (manager, shape, dtype) -> {
                      float[] values = new float[Math.toIntExact(shape.size())];
                      for (int i = 0; i < values.length; i++) {
                        values[i] = low + random.nextFloat();
                      }
                      return manager.create(values, shape);
                    })
                .build());
    parameters.put(name, parameter);
    return this;
  }

  public LambdaCell ready(NDManager manager, Shape... inputs) {
    initialize(manager, DataType.FLOAT32, inputs);
    return this;
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
    Device device = inputs.get(0).getDevice();
    return forward.apply(inputs, n -> store.getValue(parameters.get(n), device, training));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputShapes) {
    return inputShapes;
  }
}
