package io.github.tribuopnas.onnx;

import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.onnx.mapping.FreeAxis;
import java.util.ArrayList;
import java.util.List;

/** The axes whose length a user leaves free, by the names of their inputs. */
final class FreeAxes {
  private static final int MAX_NAME = 1024;
  private static final List<String> PATHS = List.of("..", "\\", "://");

  private final List<NamedAxis> named = new ArrayList<>();
  private boolean size;

  private record NamedAxis(String input, int axis, String name, long step) {}

  /** Leaves height and width free: the last two axes of inputs of three or more. */
  void addSize() {
    size = true;
  }

  void add(String input, int axis, String name, long step) {
    named.add(new NamedAxis(input, axis, name, step));
  }

  /** Finds the axes among the inputs; refuses unknown ones. */
  List<FreeAxis> of(List<String> inputs, List<Shape> shapes) {
    List<FreeAxis> free = new ArrayList<>();
    for (int i = 0; size && i < shapes.size(); i++) {
      int rank = shapes.get(i).dimension();
      if (rank > 2) {
        free.add(new FreeAxis(i, rank - 1, "height", 1));
        free.add(new FreeAxis(i, rank, "width", 1));
      }
    }
    for (NamedAxis axis : named) {
      int input = position(inputs, axis.input());
      check(axis, shapes.get(input));
      free.add(new FreeAxis(input, axis.axis(), axis.name(), axis.step()));
    }
    for (int i = 0; i < free.size(); i++) {
      for (FreeAxis earlier : free.subList(0, i)) {
        check(earlier, free.get(i), inputs, shapes);
      }
    }
    return List.copyOf(free);
  }

  private static void check(FreeAxis a, FreeAxis b, List<String> inputs, List<Shape> shapes) {
    OnnxExporterBuilder.require(
        a.input() != b.input() || a.axis() != b.axis(),
        "axis "
            + b.axis()
            + " of input '"
            + inputs.get(b.input())
            + "' is free as '"
            + a.name()
            + "' and as '"
            + b.name()
            + "'; name it once");
    boolean same = length(a, shapes) == length(b, shapes) && a.step() == b.step();
    OnnxExporterBuilder.require(
        !a.name().equals(b.name()) || same,
        "the axes named '"
            + a.name()
            + "' have the lengths "
            + length(a, shapes)
            + " and "
            + length(b, shapes)
            + ", in steps of "
            + a.step()
            + " and "
            + b.step()
            + "; axes of one name have one length");
  }

  private static long length(FreeAxis axis, List<Shape> shapes) {
    return shapes.get(axis.input()).get(axis.axis() - 1);
  }

  static int position(List<String> inputs, String name) {
    int position = inputs.indexOf(name);
    OnnxExporterBuilder.require(
        position >= 0, "there is no input '" + name + "'; the inputs are " + inputs);
    return position;
  }

  private static void check(NamedAxis axis, Shape shape) {
    checkName(axis.name());
    OnnxExporterBuilder.require(
        !axis.name().equals("batch"),
        "an axis is named 'batch', as the first one of each input is; choose another name");
    OnnxExporterBuilder.require(
        axis.step() >= 1,
        "the step of '" + axis.name() + "' is " + axis.step() + "; allowed are numbers from 1");
    OnnxExporterBuilder.require(
        axis.axis() >= 1 && axis.axis() <= shape.dimension(),
        "the free axis of input '"
            + axis.input()
            + "' is "
            + axis.axis()
            + "; allowed are 1 to "
            + shape.dimension());
    long length = shape.get(axis.axis() - 1);
    OnnxExporterBuilder.require(
        length % axis.step() == 0,
        "the length of '"
            + axis.name()
            + "' is "
            + length
            + "; allowed are multiples of its step, "
            + axis.step());
  }

  /** A reader refuses what looks like a path, and the runtime ends a name at a zero. */
  static void checkName(String name) {
    OnnxExporterBuilder.require(
        !name.isBlank()
            && name.length() <= MAX_NAME
            && name.codePoints().noneMatch(FreeAxes::isOdd)
            && PATHS.stream().noneMatch(name::contains),
        "the name of an input, output or axis is '"
            + name
            + "'; allowed are 1 to 1024 characters, not all blank, no control characters, and none"
            + " of "
            + PATHS);
  }

  private static boolean isOdd(int character) {
    int type = Character.getType(character);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
