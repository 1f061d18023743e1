package io.github.tribuopnas.onnx.recording;

import java.util.Map;

/** Layers that compute something different in training. */
final class Training {

  /**
   * Where a method takes the flag for training.
   *
   * @param flag position of the flag
   * @param rate position of the dropout rate, which makes the only difference; or -1
   */
  private record Flag(int flag, int rate) {}

  private static final Map<String, Flag> FLAGS =
      Map.of(
          "dropout", new Flag(2, 1),
          "batchNorm", new Flag(8, -1),
          "rnn", new Flag(7, 6),
          "gru", new Flag(6, 5),
          "lstm", new Flag(6, 5));

  private Training() {}

  static void refuse(String operation, Object[] arguments) {
    Flag flag = FLAGS.get(operation);
    if (flag == null || !(boolean) arguments[flag.flag()]) {
      return;
    }
    if (flag.rate() < 0 || ((Number) arguments[flag.rate()]).doubleValue() > 0) {
      throw new UnsupportedOperationException(
          operation
              + " with training = true cannot be exported, "
              + Place.ofCaller()
              + "; a file holds what the block infers: pass on the flag that forward was given,"
              + " which is false here");
    }
  }
}
