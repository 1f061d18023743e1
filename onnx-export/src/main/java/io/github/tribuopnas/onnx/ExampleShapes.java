package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.mapping.FreeAxis;
import io.github.tribuopnas.onnx.recording.Extension;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongBinaryOperator;

/**
 * The shapes that a block is run with.
 *
 * @param inputs shapes of the inputs without the batch
 * @param free the axes besides the batch that may have any length
 */
record ExampleShapes(List<Shape> inputs, List<FreeAxis> free) {
  /** Enough neighbors of a length for most blocks. */
  static final int FEW = 3;

  /** Enough neighbors of a length where few leave several formulas. */
  static final int MANY = 15;

  private static final int BATCH = 2;

  /** With the first two enough to tell what follows from the batch. */
  private static final long[] MORE_BATCHES = {4, 5, 7, 11};

  /** Even, a multiple of all numbers to 12, and beyond any batch that a block might branch at. */
  private static final long LARGE_BATCH = 27_720;

  /** Leaves no remainder of a division by 2, 3, 4, 6, 8, 12, 16, 24, 32, 48 and 64. */
  private static final long FAR = 192;

  /** Some thousand, so that what Java code makes of the square of a length has its place. */
  private static final long LONG = 20;

  /** Limits of the examples at sizes that the code of a block holds. */
  private static final long LONGEST = 1024;

  private static final long MOST_GROWTH = 16;
  private static final long MOST_ELEMENTS = 1 << 22;
  private static final int MOST_EXAMPLES = 64;

  /** How long an axis is in an example. */
  @FunctionalInterface
  private interface Length {

    /**
     * The length of an axis.
     *
     * @param name position of its name among the names
     * @param given the length that the user gave
     * @param step what the lengths are multiples of
     */
    long of(int name, long given, long step);
  }

  private List<String> names() {
    return free.stream().map(FreeAxis::name).distinct().toList();
  }

  /**
   * Shapes of one example.
   *
   * @param shapes shapes of the inputs
   * @param isRequired whether a block must run with them
   */
  record Sized(List<Shape> shapes, boolean isRequired) {}

  /**
   * Examples that differ in everything that is free, and the lengths among them that a longer one
   * follows from. No batch is 1, which {@code squeeze()} would take for no batch at all.
   *
   * @param examples the examples
   * @param extensions the batch first, then each name of an axis
   */
  record Recorded(List<Sized> examples, List<Extension> extensions) {

    /** Those behind the first. */
    List<Sized> others() {
      return examples.subList(1, examples.size());
    }
  }

  /**
   * The examples to record.
   *
   * @param neighbors how many lengths behind the given one; with this one, {@link #FEW} leave all
   *     remainders of a division by 2, 3 and 4, {@link #MANY} those by all numbers to 16
   * @param sizes further ones that tell most
   */
  Recorded recorded(int neighbors, TellingSizes sizes) {
    List<Sized> examples = new ArrayList<>();
    List<Extension> extensions = new ArrayList<>();
    examples.add(first());
    examples.add(new Sized(example(BATCH + 1, (name, given, step) -> given), true));
    extensions.add(batches(sizes));
    if (neighbors > FEW) {
      for (long batch : MORE_BATCHES) {
        examples.add(new Sized(example(batch, (name, given, step) -> given), true));
      }
    }
    for (int i = 0; i < names().size(); i++) {
      for (int more = 1; more <= neighbors; more++) {
        int m = more;
        examples.add(with(i, true, (given, step) -> given + m * step));
      }
      examples.add(with(i, true, (given, step) -> 2 * given + 5 * step));
      if (neighbors > FEW) {
        // What is rounded at a multiple of a part of the given length changes here.
        examples.add(with(i, true, (given, step) -> 2 * given - step));
        examples.add(with(i, true, (given, step) -> 2 * given));
        examples.add(with(i, true, (given, step) -> 2 * given + step));
      }
      int far = examples.size();
      examples.add(with(i, false, (given, step) -> given + FAR * step));
      examples.add(with(i, false, (given, step) -> given + 2 * FAR * step));
      extensions.add(extension(i, far));
      if (half(i) > 1) {
        examples.add(with(i, false, (given, step) -> given / step / 2 * step));
      }
    }
    if (!free.isEmpty()) {
      examples.add(new Sized(example(BATCH + 1, (name, given, step) -> given + step), true));
    }
    if (names().size() > 1) {
      addTogether(examples);
    }
    addTelling(sizes, examples);
    return new Recorded(examples, extensions);
  }

  private static Extension batches(TellingSizes sizes) {
    List<Long> targets = new ArrayList<>();
    targets.add(LARGE_BATCH);
    targets.addAll(sizes.batches());
    return new Extension(List.of(0, 1), List.of((long) BATCH, BATCH + 1L), targets, "");
  }

  /** What follows from several lengths, such as whether their product is even or one is longer. */
  private void addTogether(List<Sized> examples) {
    for (int first = 0; first < FEW; first++) {
      for (int second = 0; second < FEW; second++) {
        int start = first;
        int more = second;
        examples.add(
            new Sized(
                example(
                    BATCH, (name, given, step) -> given + (1 + (start + name * more) % FEW) * step),
                true));
      }
    }
    addEqual(free.stream().mapToLong(this::given).max().orElse(0), examples);
    int last = names().size() - 1;
    if (step() > 0) {
      examples.add(
          new Sized(example(BATCH, (name, given, step) -> given(first(last - name))), false));
    }
  }

  /** All axes of one length. */
  private void addEqual(long length, List<Sized> examples) {
    if (names().size() > 1 && step() > 0 && length % step() == 0) {
      examples.add(new Sized(example(BATCH, (name, given, step) -> length), false));
    }
  }

  /** The step of all axes; 0 if they have several. */
  private long step() {
    List<Long> steps = free.stream().map(FreeAxis::step).distinct().toList();
    return steps.size() == 1 ? steps.get(0) : 0;
  }

  /** Those that tell most first, within the limits. */
  private void addTelling(TellingSizes sizes, List<Sized> examples) {
    long least = Math.max(2, free.stream().mapToLong(this::given).min().orElse(0) / 2);
    long most = longest(free.stream().mapToLong(this::given).max().orElse(0));
    List<Sized> telling = new ArrayList<>();
    free.stream().mapToLong(FreeAxis::step).forEach(shortest -> addEach(shortest, telling));
    sizes.lengths(least, most).forEach(length -> addEach(length, telling));
    sizes.sides(least, most).forEach(side -> addEqual(side, telling));
    sizes.lengths(1, least - 1).forEach(length -> addEach(length, telling));
    sizes.nearLengths(least, most).forEach(length -> addEach(length, telling));
    Set<List<Shape>> known = new HashSet<>();
    examples.forEach(example -> known.add(example.shapes()));
    long left = Math.max(MOST_ELEMENTS, MOST_GROWTH * elements(first()));
    int count = 0;
    for (Sized example : telling) {
      if (count < MOST_EXAMPLES && elements(example) <= left && known.add(example.shapes())) {
        examples.add(example);
        left -= elements(example);
        count++;
      }
    }
  }

  /** A length of each axis alone, and of all. */
  private void addEach(long length, List<Sized> examples) {
    for (int i = 0; i < names().size(); i++) {
      long step = first(i).step();
      if (length > 0 && length % step == 0) {
        examples.add(with(i, false, (given, any) -> length));
      }
    }
    addEqual(length, examples);
  }

  private static long longest(long given) {
    return Math.max(LONGEST, 2 * given);
  }

  private static long elements(Sized example) {
    return example.shapes().stream().mapToLong(Shape::size).sum();
  }

  /** The lengths that the user gave. */
  Sized first() {
    return new Sized(example(BATCH, (name, given, step) -> given), true);
  }

  private Extension extension(int name, int far) {
    FreeAxis axis = first(name);
    long given = given(axis);
    long more = FAR * axis.step();
    return new Extension(
        List.of(0, far, far + 1),
        List.of(given, given + more, given + 2 * more),
        List.of(given + LONG * more),
        axis.name());
  }

  private FreeAxis first(int name) {
    return free.stream().filter(a -> a.name().equals(names().get(name))).findFirst().orElseThrow();
  }

  private long given(FreeAxis axis) {
    return inputs.get(axis.input()).get(axis.axis() - 1);
  }

  /** In steps. */
  private long half(int name) {
    return given(first(name)) / first(name).step() / 2;
  }

  private Sized with(int changed, boolean isRequired, LongBinaryOperator length) {
    return new Sized(
        example(
            BATCH,
            (name, given, step) -> name == changed ? length.applyAsLong(given, step) : given),
        isRequired);
  }

  /** Examples to verify with: the given batches, and lengths that were not recorded. */
  List<List<Shape>> verified(int... batches) {
    List<List<Shape>> examples = new ArrayList<>();
    for (int batch : batches) {
      examples.add(example(batch, (name, given, step) -> given));
    }
    if (!free.isEmpty()) {
      examples.add(example(batches[0], (name, given, step) -> given + (5 + name) * step));
      examples.add(example(batches[0], (name, given, step) -> 2 * given + (7 + 3 * name) * step));
    }
    return examples;
  }

  private List<Shape> example(long batch, Length length) {
    List<String> names = names();
    List<Shape> shapes = new ArrayList<>();
    for (int input = 0; input < inputs.size(); input++) {
      long[] dims = new Shape(batch).addAll(inputs.get(input)).getShape();
      for (FreeAxis axis : free) {
        if (axis.input() == input) {
          int name = names.indexOf(axis.name());
          dims[axis.axis()] = length.of(name, dims[axis.axis()], axis.step());
        }
      }
      shapes.add(new Shape(dims));
    }
    return shapes;
  }
}
