package io.github.tribuopnas;

import ai.djl.Device;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.onnx.model.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Decides how many GPUs train a final network together. Another number gives another network, so
 * that a search that goes on keeps to what was decided, even on a machine with fewer of them.
 *
 * @param places where networks are trained: the CPU, or GPUs
 * @param directory where checkpoints are kept; empty to keep none
 */
record FinalGpus(List<Device> places, Optional<Path> directory) {

  private static final String FILE = "gpus";

  /** A step on all has to be shorter than this part of one on a single GPU. */
  private static final double SHORTER = 0.95;

  /** Times training steps. */
  @FunctionalInterface
  interface Steps {
    /** Returns the seconds of a step of so many GPUs together. */
    double seconds(List<Device> devices, int together) throws InterruptedException;
  }

  /** Tells whether networks are trained on GPUs. */
  boolean areThere() {
    return places.get(0).isGpu();
  }

  /**
   * Returns how many GPUs train a network.
   *
   * @param wanted how many are asked for; empty for all if that is faster, or else one
   * @param steps times that
   * @throws IllegalStateException if more are asked for than there are
   */
  int number(OptionalInt wanted, Steps steps) throws InterruptedException {
    if (wanted.isPresent()) {
      if (wanted.getAsInt() > places.size()) {
        throw new IllegalStateException(
            "--final-gpus is "
                + wanted.getAsInt()
                + ", but training has "
                + places.size()
                + "; ask for fewer, or see --device");
      }
      return wanted.getAsInt();
    }
    try {
      Optional<Integer> kept = kept();
      if (kept.isPresent()) {
        return kept.get();
      }
      int number = isFaster(steps) ? places.size() : 1;
      if (directory.isPresent()) {
        Files.createDirectories(directory.get());
        AtomicFiles.write(
            directory.get().resolve(FILE),
            out -> out.write((number + "\n").getBytes(StandardCharsets.US_ASCII)));
      }
      return number;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "how many GPUs train a final network cannot be read or kept: " + e, e);
    }
  }

  private boolean isFaster(Steps steps) throws InterruptedException {
    return places.size() > 1
        && steps.seconds(places, places.size()) < SHORTER * steps.seconds(places.subList(0, 1), 1);
  }

  /** Returns what was decided before; where networks are trained already without a choice, one. */
  private Optional<Integer> kept() throws IOException {
    if (directory.isEmpty() || !Files.isDirectory(directory.get())) {
      return Optional.empty();
    }
    Path file = directory.get().resolve(FILE);
    if (Files.exists(file)) {
      return Optional.of(number(file));
    }
    try (Stream<Path> files = Files.list(directory.get())) {
      return files.anyMatch(FinalGpus::isCheckpoint) ? Optional.of(1) : Optional.empty();
    }
  }

  private static int number(Path file) throws IOException {
    try {
      return Require.atLeast("GPUs", Integer.parseInt(Files.readString(file).strip()), 1);
    } catch (IllegalArgumentException | CharacterCodingException e) {
      throw new IllegalStateException(
          file
              + " does not hold the number of GPUs that train a final network; write it there, or"
              + " delete the file's folder to train final networks anew",
          e);
    }
  }

  private static boolean isCheckpoint(Path file) {
    return file.getFileName().toString().matches(".*\\.(checkpoint|rung)");
  }
}
