package io.github.tribuopnas.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import io.github.tribuopnas.training.trained.Evaluation;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a training run keeps its last checkpoint: one file, which is complete or absent even if the
 * machine stops. It is written vector by vector, so that no second copy of a large network is held
 * in memory.
 *
 * @param path the file
 */
public record CheckpointFile(Path path) {

  private static final long MAGIC = 0x504e4153434b5054L; // "PNASCKPT"
  private static final int VERSION = 3;

  /** The version whose evaluations have an accuracy and a loss only. */
  private static final int BEFORE_CLASSES = 2;

  /**
   * Returns whether there is a checkpoint.
   *
   * @return whether the file exists
   */
  public boolean exists() {
    return Files.exists(path);
  }

  void write(Checkpoint checkpoint, List<NDArray> vectors) throws IOException {
    AtomicFiles.write(path, out -> write(checkpoint, vectors, out));
  }

  private static void write(Checkpoint checkpoint, List<NDArray> vectors, OutputStream stream)
      throws IOException {
    CheckedOutputStream checked = new CheckedOutputStream(stream, new CRC32());
    DataOutputStream out = new DataOutputStream(checked);
    writeHeader(checkpoint, out);
    for (NDArray vector : vectors) {
      byte[] bytes = bytes(vector);
      out.writeInt(bytes.length);
      out.write(bytes);
    }
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private static void writeHeader(Checkpoint checkpoint, DataOutputStream out) throws IOException {
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    out.writeUTF(checkpoint.identity());
    out.writeInt(checkpoint.epoch());
    for (long drawn : checkpoint.draws()) {
      out.writeLong(drawn);
    }
    for (int image : checkpoint.order()) {
      out.writeInt(image);
    }
    out.writeInt(checkpoint.evaluations().size());
    for (Evaluation evaluation : checkpoint.evaluations()) {
      out.writeDouble(evaluation.accuracy());
      out.writeDouble(evaluation.balancedAccuracy());
      out.writeDouble(evaluation.macroF1());
      out.writeDouble(evaluation.loss());
      out.writeDouble(evaluation.lossError());
    }
  }

  private static byte[] bytes(NDArray vector) {
    ByteBuffer buffer = vector.toByteBuffer();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /**
   * Reads the checkpoint of a run.
   *
   * @param current the current run, which gives the lengths
   * @param vectors take what was written
   * @return the progress of the run
   * @throws IllegalArgumentException if it is that of another run
   * @throws IOException if the file is damaged
   */
  Checkpoint read(Checkpoint current, List<NDArray> vectors) throws IOException {
    try (InputStream buffered = new BufferedInputStream(Files.newInputStream(path))) {
      CheckedInputStream checked = new CheckedInputStream(buffered, new CRC32());
      DataInputStream in = new DataInputStream(checked);
      Checkpoint checkpoint = readHeader(current, in);
      for (NDArray vector : vectors) {
        byte[] bytes = new byte[Math.toIntExact(vector.size() * Float.BYTES)];
        if (in.readInt() != bytes.length) {
          throw damaged(null);
        }
        in.readFully(bytes);
        copy(bytes, vector);
      }
      long checksum = checked.getChecksum().getValue();
      if (in.readLong() != checksum) {
        throw damaged(null);
      }
      return checkpoint;
    } catch (EOFException e) {
      throw damaged(e);
    }
  }

  private Checkpoint readHeader(Checkpoint current, DataInputStream in) throws IOException {
    if (in.readLong() != MAGIC) {
      throw new IOException(path + " is not a checkpoint of tribuo-pnas");
    }
    int version = in.readInt();
    if (version != VERSION && version != BEFORE_CLASSES) {
      throw new IOException(
          path
              + " is a checkpoint of version "
              + version
              + "; this release reads "
              + BEFORE_CLASSES
              + " and "
              + VERSION);
    }
    String identity = in.readUTF();
    current.requireSame(identity);
    int epoch = in.readInt();
    long[] draws = new long[current.draws().length];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = in.readLong();
    }
    int[] order = new int[current.order().length];
    for (int i = 0; i < order.length; i++) {
      order[i] = in.readInt();
    }
    int evaluated = in.readInt();
    if (evaluated < 0 || evaluated > epoch) {
      throw damaged(null);
    }
    List<Evaluation> evaluations = new ArrayList<>();
    for (int i = 0; i < evaluated; i++) {
      evaluations.add(version == BEFORE_CLASSES ? formerEvaluation(in) : evaluation(in));
    }
    return new Checkpoint(identity, epoch, draws, order, evaluations);
  }

  private static Evaluation evaluation(DataInputStream in) throws IOException {
    return new Evaluation(
        in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble());
  }

  private static Evaluation formerEvaluation(DataInputStream in) throws IOException {
    return new Evaluation(in.readDouble(), in.readDouble(), Double.NaN);
  }

  private IOException damaged(@Nullable Exception cause) {
    return new IOException(
        path + " is damaged: delete it, and training begins from the first epoch", cause);
  }

  private static void copy(byte[] bytes, NDArray vector) {
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder());
    direct.put(bytes).flip();
    try (NDManager scope = vector.getManager().newSubManager()) {
      vector.set(new NDIndex(":"), scope.create(direct, vector.getShape(), DataType.FLOAT32));
    }
  }
}
