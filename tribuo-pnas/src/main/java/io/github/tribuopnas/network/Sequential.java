package io.github.tribuopnas.network;

import ai.djl.ndarray.NDArray;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.Collectors;

/** Layers one after the other. */
final class Sequential extends Layer {

  private final List<Layer> layers;

  Sequential(List<Layer> layers) {
    super(layers.get(0).input(), layers.get(layers.size() - 1).output());
    this.layers = List.copyOf(layers);
    for (Layer layer : layers) {
      addChildBlock("layer", layer);
    }
  }

  @Override
  NDArray apply(ParameterStore parameters, NDArray x, boolean training) {
    NDArray y = layers.get(0).apply(parameters, x, training);
    for (int i = 1; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      NDArray read = layer.readsRectified() ? y.getNDArrayInternal().relu() : y;
      y = layer.apply(parameters, read, training);
    }
    return y;
  }

  @Override
  boolean readsRectified() {
    return layers.get(0).readsRectified();
  }

  @Override
  String description() {
    return layers.stream().map(Layer::description).collect(Collectors.joining(", "));
  }

  @Override
  boolean isNormalized() {
    return layers.get(layers.size() - 1).isNormalized();
  }

  @Override
  Cost cost() {
    long rectified =
        layers.stream().skip(1).filter(Layer::readsRectified).mapToLong(Layer::inputs).sum();
    return layers.stream().map(Layer::cost).reduce(Cost.holding(rectified), Cost::plus);
  }
}
