package io.github.tribuopnas.onnx.recording;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import org.jspecify.annotations.Nullable;

/** Hands parameters out as recording arrays, so that {@code weight.mul(x)} is recorded as well. */
final class RecordingParameterStore extends ParameterStore {
  private final Recorder recorder;

  RecordingParameterStore(Recorder recorder) {
    super(recorder.manager(), false);
    this.recorder = recorder;
  }

  @Override
  public @Nullable NDArray getValue(
      @Nullable Parameter parameter, Device device, boolean training) {
    return parameter == null ? null : recorder.weight(parameter);
  }

  @Override
  public NDManager getManager() {
    return recorder.manager();
  }
}
