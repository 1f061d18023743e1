package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The attributes of a node by their names. */
final class Attributes {
  private Attributes() {}

  static Optional<AttributeProto> get(NodeProto node, String name) {
    return node.getAttributeList().stream().filter(a -> a.getName().equals(name)).findFirst();
  }

  static long integer(NodeProto node, String name, long otherwise) {
    return get(node, name).map(AttributeProto::getI).orElse(otherwise);
  }

  /** The numbers, or null. */
  static long @Nullable [] integers(NodeProto node, String name) {
    return get(node, name)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray())
        .orElse(null);
  }

  static long[] integers(NodeProto node, String name, int count, long otherwise) {
    long[] found = integers(node, name);
    if (found != null && found.length == count) {
      return found;
    }
    long[] numbers = new long[count];
    Arrays.fill(numbers, otherwise);
    return numbers;
  }
}
