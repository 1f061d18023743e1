package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDArrayIndexer;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.full.NDIndexFullPick;
import ai.djl.ndarray.index.full.NDIndexFullSlice;
import ai.djl.ndarray.index.full.NDIndexFullTake;

/** Records {@code x.get(index)}, which would otherwise leave the recording as a plain array. */
final class RecordingIndexer extends NDArrayIndexer {
  private final Recorder recorder;

  RecordingIndexer(Recorder recorder) {
    this.recorder = recorder;
  }

  @Override
  public NDArray get(NDArray array, NDIndex index) {
    return recorder.index(array, index);
  }

  @Override
  public NDArray get(NDArray array, NDIndexFullPick fullPick) {
    throw refused("get with a pick index");
  }

  @Override
  public NDArray get(NDArray array, NDIndexFullTake fullTake) {
    throw refused("get with a take index");
  }

  @Override
  public NDArray get(NDArray array, NDIndexFullSlice fullSlice) {
    throw refused("get with a full slice");
  }

  @Override
  public void set(NDArray array, NDIndex index, Object value) {
    RecordingArray target = RecordingArray.behind(array);
    if (target == null || target.source() != null) {
      throw refused("set");
    }
    target.storage().write();
    if (!recorder.execution().isLive()) {
      return;
    }
    NDArray real = target.real();
    real.getNDArrayInternal()
        .getIndexer(real.getManager())
        .set(real, index, recorder.unwrapConstant("set", value));
  }

  @Override
  public void set(NDArray array, NDIndexFullSlice fullSlice, NDArray value) {
    throw refused("set");
  }

  @Override
  public void set(NDArray array, NDIndexFullSlice fullSlice, Number value) {
    throw refused("set");
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException(
        "NDArray."
            + what
            + " cannot be exported, "
            + Place.ofCaller()
            + "; build the result with concat, where or pad instead");
  }
}
