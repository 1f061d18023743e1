package io.github.tribuopnas.onnx.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * Models whose large weights are kept in a second file beside the first, which ONNX calls external
 * data: the message of a file with embedded weights holds less than 2 GiB.
 */
public final class ExternalData {
  /** Smaller tensors, which may be shapes that are computed on, stay in the model. */
  private static final int LEAST_BYTES = 1024;

  /** Runtimes map weights into memory at these places. */
  private static final int ALIGNMENT = 4096;

  private ExternalData() {}

  /**
   * The file that holds the weights of a model.
   *
   * @param file the file of the model
   * @return its neighbor, {@code model.onnx.data} for {@code model.onnx}
   */
  public static Path beside(Path file) {
    return file.resolveSibling(file.getFileName() + ".data");
  }

  /**
   * Writes a model and the file with its weights, the weights first. Each of them appears complete
   * or not at all.
   *
   * @param model a model with embedded weights; in memory, they may be larger than 2 GiB
   * @param file the file of the model
   * @throws IOException if one of the files cannot be written
   */
  public static void write(ModelProto model, Path file) throws IOException {
    Path data = beside(file);
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInitializer();
    long offset = 0;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (isOutside(tensor)) {
        graph.addInitializer(reference(tensor, data.getFileName().toString(), offset));
        offset = aligned(offset + tensor.getRawData().size());
      } else {
        graph.addInitializer(tensor);
      }
    }
    AtomicFiles.write(data, out -> write(model, out));
    AtomicFiles.write(file, model.toBuilder().setGraph(graph).build().toByteArray());
  }

  private static boolean isOutside(TensorProto tensor) {
    return tensor.getRawData().size() >= LEAST_BYTES;
  }

  private static long aligned(long offset) {
    return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static void write(ModelProto model, OutputStream out) throws IOException {
    long offset = 0;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (isOutside(tensor)) {
        ByteString bytes = tensor.getRawData();
        bytes.writeTo(out);
        long end = offset + bytes.size();
        offset = aligned(end);
        out.write(new byte[Math.toIntExact(offset - end)]);
      }
    }
  }

  private static TensorProto reference(TensorProto tensor, String location, long offset) {
    return tensor.toBuilder()
        .clearRawData()
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", location))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(tensor.getRawData().size())))
        .build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }
}
