package io.github.tribuopnas.onnx.recording;

/**
 * Memory that an array shares with its views. ONNX has values instead of memory: once an in-place
 * operation has changed one view, no other view of the same memory may be used any more.
 */
final class Storage {
  private int version;
  private int writes;

  int version() {
    return version;
  }

  int change() {
    return ++version;
  }

  /** How often Java code wrote values into a constant here. */
  int writes() {
    return writes;
  }

  void write() {
    writes++;
  }
}
