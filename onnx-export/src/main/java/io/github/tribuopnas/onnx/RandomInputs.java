package io.github.tribuopnas.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Draws normal numbers, and whole numbers from a range.
 *
 * @param types element types of the inputs
 * @param ranges ranges of whole numbers by the position of their input; 0 and 1 for all others
 */
record RandomInputs(List<DataType> types, Map<Integer, Range> ranges) implements ExampleInputs {

  /**
   * A range of whole numbers.
   *
   * @param low the least
   * @param high one more than the largest
   */
  record Range(long low, long high) {

    /** Refuses numbers that a type does not have. */
    void requireWithin(DataType type, String input) {
      Range all =
          switch (type) {
            case UINT8 -> new Range(0, 256);
            case INT8 -> new Range(Byte.MIN_VALUE, Byte.MAX_VALUE + 1L);
            case INT32 -> new Range(Integer.MIN_VALUE, Integer.MAX_VALUE + 1L);
            default -> this;
          };
      OnnxExporterBuilder.require(
          low >= all.low && high <= all.high,
          "the range of '"
              + input
              + "' is from "
              + low
              + " to "
              + high
              + "; "
              + type
              + " has numbers from "
              + all.low
              + ", below "
              + all.high);
    }
  }

  private static final Range BITS = new Range(0, 2);

  @Override
  public NDList create(NDManager manager, List<Shape> shapes, SplittableRandom random) {
    NDList inputs = new NDList();
    for (int i = 0; i < shapes.size(); i++) {
      DataType type = types.get(i);
      Range range = ranges.getOrDefault(i, BITS);
      boolean normal = type.isFloating() && !ranges.containsKey(i);
      double[] values = new double[Math.toIntExact(shapes.get(i).size())];
      for (int j = 0; j < values.length; j++) {
        values[j] = normal ? random.nextGaussian() : random.nextLong(range.low(), range.high());
      }
      NDArray array = manager.create(values).reshape(shapes.get(i));
      inputs.add(array.toType(type, false));
    }
    return inputs;
  }
}
