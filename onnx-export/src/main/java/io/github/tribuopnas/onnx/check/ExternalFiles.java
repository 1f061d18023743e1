package io.github.tribuopnas.onnx.check;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads weights that a model keeps in other files: in those of its own folder alone, which the
 * caller allowed by name, and which are no links.
 *
 * @param allowed names of files
 * @param maxBytes largest total of the weights that are read
 */
record ExternalFiles(Set<String> allowed, long maxBytes) {

  /** The model with all weights in it. */
  ModelProto embedded(ModelProto model, Path file) throws IOException {
    GraphProto.Builder graph = model.getGraph().toBuilder().clearInitializer();
    long left = maxBytes;
    for (TensorProto tensor : model.getGraph().getInitializerList()) {
      if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
        ByteString bytes = read(tensor, file, left);
        left -= bytes.size();
        graph.addInitializer(
            tensor.toBuilder().clearExternalData().clearDataLocation().setRawData(bytes));
      } else {
        graph.addInitializer(tensor);
      }
    }
    return model.toBuilder().setGraph(graph).build();
  }

  private ByteString read(TensorProto tensor, Path model, long most) throws IOException {
    String name = "initializer '" + ModelCheck.shortened(tensor.getName()) + "'";
    Map<String, String> entries =
        tensor.getExternalDataList().stream()
            .collect(
                Collectors.toMap(
                    StringStringEntryProto::getKey,
                    StringStringEntryProto::getValue,
                    (first, second) -> second));
    String location = entries.getOrDefault("location", "");
    if (!allowed.contains(location)) {
      throw new InvalidModelException(
          "the "
              + name
              + " is kept in '"
              + ModelCheck.shortened(location)
              + "'; allowed are "
              + allowed
              + " (optExternalData)");
    }
    Path file = model.resolveSibling(location);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new InvalidModelException(
          "the " + name + " is kept in '" + location + "', which is no file beside the model");
    }
    long offset = number(entries.getOrDefault("offset", "0"), name);
    long length =
        entries.containsKey("length")
            ? number(entries.get("length"), name)
            : Files.size(file) - offset;
    if (length < 0
        || length > Math.min(most, Integer.MAX_VALUE - 8)
        || offset > Files.size(file) - length) {
      throw new InvalidModelException(
          String.format(
              Locale.ROOT,
              "the %s is %d bytes at %d of '%s', which has %d bytes; at most %d are read",
              name,
              length,
              offset,
              location,
              Files.size(file),
              most));
    }
    return read(file, offset, length);
  }

  private static long number(String text, String name) throws InvalidModelException {
    try {
      long number = Long.parseLong(text);
      return number < 0 ? Long.MAX_VALUE : number;
    } catch (NumberFormatException e) {
      throw new InvalidModelException(
          "the " + name + " has the external data '" + ModelCheck.shortened(text) + "'", e);
    }
  }

  private static ByteString read(Path file, long offset, long length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(length));
    try (FileChannel channel = FileChannel.open(file)) {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, offset + buffer.position()) < 0) {
          throw new InvalidModelException(file.getFileName() + " became shorter while it was read");
        }
      }
    }
    return UnsafeByteOperations.unsafeWrap(buffer.array());
  }
}
