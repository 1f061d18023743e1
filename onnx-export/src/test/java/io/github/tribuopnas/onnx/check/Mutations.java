package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded changes of a model file: of its bytes, and of its parts. */
public final class Mutations {
  private static final long[] NUMBERS = {
    0, 1, -1, 2, 7, 255, 4097, 1L << 20, 1L << 31, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final ModelProto model;
  private final byte[] bytes;
  private final SplittableRandom random;

  public Mutations(ModelProto model, SplittableRandom random) {
    this.model = model;
    this.bytes = model.toByteArray();
    this.random = random;
  }

  public byte[] next() {
    return random.nextInt(3) == 0 ? ofParts() : ofBytes();
  }

  private byte[] ofBytes() {
    byte[] changed = bytes.clone();
    int at = random.nextInt(changed.length);
    switch (random.nextInt(5)) {
      case 0 -> changed[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> changed[at] = (byte) random.nextInt(256);
      case 2 -> {
        return without(changed, at, 1 + random.nextInt(16));
      }
      case 3 -> {
        return Arrays.copyOf(changed, at);
      }
      default -> {
        for (int i = 0; i < 4; i++) {
          changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
      }
    }
    return changed;
  }

  private static byte[] without(byte[] bytes, int at, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    int rest = Math.min(bytes.length, at + count);
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private byte[] ofParts() {
    ModelProto.Builder changed = model.toBuilder();
    NodeProto.Builder node =
        changed.getGraphBuilder().getNodeBuilder(random.nextInt(changed.getGraph().getNodeCount()));
    TensorProto.Builder tensor =
        changed
            .getGraphBuilder()
            .getInitializerBuilder(random.nextInt(changed.getGraph().getInitializerCount()));
    switch (random.nextInt(8)) {
      case 0 -> attribute(node);
      case 1 -> node.setOpType(model.getGraph().getNode(random.nextInt(3)).getOpType());
      case 2 -> tensor.addDims(number());
      case 3 -> values(tensor);
      case 4 -> node.clearAttribute();
      case 5 -> leaveOut(node);
      case 6 -> tensor.clearDims().addDims(0).setRawData(ByteString.EMPTY);
      default -> changed.getGraphBuilder().removeNode(random.nextInt(3));
    }
    return changed.build().toByteArray();
  }

  private void leaveOut(NodeProto.Builder node) {
    if (node.getInputCount() > 0) {
      node.setInput(random.nextInt(node.getInputCount()), "");
    }
  }

  private void attribute(NodeProto.Builder node) {
    if (node.getAttributeCount() == 0) {
      node.addAttribute(
          AttributeProto.newBuilder()
              .setName("axis")
              .setType(AttributeProto.AttributeType.INT)
              .setI(number()));
      return;
    }
    AttributeProto.Builder attribute =
        node.getAttributeBuilder(random.nextInt(node.getAttributeCount()));
    if (attribute.getIntsCount() > 0) {
      attribute.setInts(random.nextInt(attribute.getIntsCount()), number());
    } else {
      attribute.setI(number());
    }
  }

  /** Whole numbers, which are shapes, axes and positions here. */
  private void values(TensorProto.Builder tensor) {
    byte[] raw = tensor.getRawData().toByteArray();
    if (raw.length < Long.BYTES) {
      return;
    }
    int at = random.nextInt(raw.length / Long.BYTES) * Long.BYTES;
    ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number());
    tensor.setRawData(ByteString.copyFrom(raw));
  }
}
