package io.github.tribuopnas.onnx.recording;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDArrayIndexer;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.index.full.NDIndexFullPick;
import ai.djl.ndarray.index.full.NDIndexFullSlice;
import ai.djl.ndarray.index.full.NDIndexFullTake;
import java.util.ArrayList;
import java.util.List;

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
    NDArray real = target.real();
    List<Object> arguments = new ArrayList<>();
    List<NDArray> positions = new ArrayList<>();
    arguments.add(IndexSpec.of(index, real.getShape().dimension(), positions));
    arguments.addAll(positions);
    arguments.add(value);
    Object plain = recorder.unwrapConstant("set", value);
    Writes.write(
        target,
        "set",
        arguments,
        recorder,
        () ->
            real.getNDArrayInternal()
                .getIndexer(real.getManager())
                .set(real, Indices.unwrap(index), plain));
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
