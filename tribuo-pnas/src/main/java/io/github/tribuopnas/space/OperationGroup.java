package io.github.tribuopnas.space;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;
import java.util.Collection;
import java.util.List;

/** Operations that go by one name. */
public enum OperationGroup implements Named {
  /** The eight of PNAS (section 3.1). */
  PAPER(Operation.PAPER),
  /**
   * Those of which a processor computes the most in a second, for searches of minutes: dense
   * convolutions, the small separable one, the identity and the max pooling.
   */
  FAST(
      List.of(
          Operation.SEPARABLE_3X3,
          Operation.CONVOLUTION_1X7_7X1,
          Operation.IDENTITY,
          Operation.MAX_POOL_3X3,
          Operation.CONVOLUTION_1X1,
          Operation.CONVOLUTION_3X3,
          Operation.CONVOLUTION_3X3_TWICE)),
  /** All that there are. */
  ALL(List.of(Operation.values()));

  private static final Registry<List<Operation>> NAMES = names();

  private final List<Operation> operations;

  OperationGroup(List<Operation> operations) {
    this.operations = operations;
  }

  private static Registry<List<Operation>> names() {
    Registry<List<Operation>> names = Registry.of("operation");
    for (OperationGroup group : values()) {
      names = names.with(group.text(), none -> group.operations);
    }
    for (Operation operation : Operation.values()) {
      names = names.with(operation.text(), none -> List.of(operation));
    }
    return names;
  }

  /**
   * Returns the operations.
   *
   * @return them in the order of their constants
   */
  public List<Operation> operations() {
    return operations;
  }

  /**
   * Returns the operations that some names stand for.
   *
   * @param texts names of groups and of operations
   * @return each operation once, in the order of the constants
   * @throws IllegalArgumentException if a name is neither, with those there are
   */
  public static List<Operation> parse(Collection<String> texts) {
    return texts.stream().flatMap(text -> NAMES.parse(text).stream()).distinct().sorted().toList();
  }
}
