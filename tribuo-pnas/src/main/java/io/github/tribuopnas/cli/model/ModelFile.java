package io.github.tribuopnas.cli.model;

import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tribuopnas.PNASModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tribuo.protos.core.ModelProto;

/**
 * Finds the exported network in the argument of a command: a run, a Tribuo model or an ONNX file.
 */
public final class ModelFile {

  /** What commands say of an argument that this finds. */
  static final String DESCRIPTION = "A run directory, a winner.onnx or a winner.tribuo.";

  /** The winner of a run as an ONNX file. */
  public static final String ONNX = "winner.onnx";

  /** The winner of a run as a Tribuo model. */
  public static final String TRIBUO = "winner.tribuo";

  private static final String TRIBUO_ENDING = ".tribuo";
  private static final long MAX_BYTES = 1L << 30;

  private ModelFile() {}

  /**
   * Reads the bytes of the network.
   *
   * @param path a run directory, a {@code .tribuo} file, or an ONNX file
   * @return the ONNX file's bytes, not checked yet
   * @throws IOException if there is no such file, or it is of another kind
   */
  static byte[] onnx(Path path) throws IOException {
    Path file = in(path);
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no model file or run directory " + path);
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new IOException(
          file + " is " + size + " bytes long; models of at most " + MAX_BYTES + " are read");
    }
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(TRIBUO_ENDING) ? embedded(file, bytes) : bytes;
  }

  /**
   * Returns the file that holds the network.
   *
   * @param path a run directory or a file
   * @return the file, which need not be there
   * @throws IOException if a directory holds none
   */
  static Path in(Path path) throws IOException {
    return Files.isDirectory(path) ? winner(path) : path;
  }

  private static Path winner(Path run) throws IOException {
    for (String name : new String[] {ONNX, TRIBUO}) {
      if (Files.isRegularFile(run.resolve(name))) {
        return run.resolve(name);
      }
    }
    throw new IOException(
        run
            + " holds neither "
            + ONNX
            + " nor "
            + TRIBUO
            + ": it is no directory of a finished run");
  }

  /** Reads no class but this project's own, whatever the file names. */
  private static byte[] embedded(Path file, byte[] bytes) throws IOException {
    try {
      ModelProto proto = ModelProto.parseFrom(bytes);
      if (!proto.getClassName().equals(PNASModel.class.getName())) {
        throw new IOException(
            file + " holds a model of the class '" + proto.getClassName() + "', not a PNASModel");
      }
      try (PNASModel model =
          PNASModel.deserializeFromProto(
              proto.getVersion(), proto.getClassName(), proto.getSerializedData())) {
        return model.onnx();
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IOException(file + " is no Tribuo model: " + e.getMessage(), e);
    }
  }
}
