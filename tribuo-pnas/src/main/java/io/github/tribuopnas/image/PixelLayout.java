package io.github.tribuopnas.image;

/** The order in which the numbers in feature names run over an image. */
public enum PixelLayout {
  /** Channel by channel, row by row: the order of ONNX, DJL and the CIFAR files. */
  CHW,
  /** Row by row, the channels of a pixel side by side: the order of most image libraries. */
  HWC
}
