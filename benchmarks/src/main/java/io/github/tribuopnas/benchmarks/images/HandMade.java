package io.github.tribuopnas.benchmarks.images;

import ai.djl.Device;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.ParameterStore;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.base.Shuffle;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.PackedImages;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A ResNet of DJL's, trained as the winners are: SGD with momentum 0.9 and weight decay 1e-4, the
 * learning rate on a cosine, random crops from images padded by an eighth of the side.
 */
final class HandMade implements AutoCloseable {

  /** Of four stages, made for large images: its stem leaves a sixteenth of the pixels. */
  static final String RESNET18 = "resnet18";

  /** Of three stages, which DJL builds for images of at most 28 pixels a side. */
  static final String RESNET20 = "resnet20";

  static final List<String> NAMES = List.of(RESNET18, RESNET20);

  /** From this side on, DJL builds the networks of four stages. */
  private static final int LARGE = 32;

  private static final double MOMENTUM = 0.9;
  private static final double DECAY = 1e-4;
  private static final int PADDED_PART = 8;

  private final PackedImages images;
  private final SearchScale scale;
  private final ChannelNormalization normalization;
  private final SplittableRandom random;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final Block block;
  private final ParameterStore store;
  private final List<NDArray> velocities = new ArrayList<>();
  private final int pixels;
  private int[] order = {};

  HandMade(String name, PackedImages images, SearchScale scale, long seed) {
    this.images = images;
    this.scale = scale;
    normalization = ChannelNormalization.of(images);
    random = new SplittableRandom(Seeds.derive(seed, name));
    pixels = images.height() * images.width() * images.channels();
    manager.getEngine().setRandomSeed((int) Seeds.derive(seed, "weights"));
    boolean large = name.equals(RESNET18);
    block =
        ResNetV1.builder()
            .setNumLayers(large ? 18 : 20)
            .setImageShape(
                new Shape(
                    images.channels(),
                    large ? LARGE : images.height(),
                    large ? LARGE : images.width()))
            .setOutSize(images.classes().size())
            .build();
    JniUtils.setGradMode(false);
    block.initialize(manager, DataType.FLOAT32, shape(1));
    store = new ParameterStore(manager, false);
    for (Parameter parameter : trained()) {
      velocities.add(parameter.getArray().zerosLike());
      parameter.getArray().setRequiresGradient(true);
    }
  }

  private Shape shape(int count) {
    return new Shape(count, images.channels(), images.height(), images.width());
  }

  private List<Parameter> trained() {
    return block.getParameters().values().stream().filter(Parameter::requiresGradient).toList();
  }

  long parameters() {
    return trained().stream().mapToLong(p -> p.getArray().size()).sum();
  }

  void train() throws InterruptedException {
    int perEpoch = images.size() / scale.batch();
    int steps = perEpoch * scale.finalEpochs();
    for (int step = 0; step < steps; step++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training was interrupted at step " + step);
      }
      if (step % perEpoch == 0) {
        order = Shuffle.permutation(images.size(), random);
      }
      double rate = scale.learningRate() * (1 + Math.cos(Math.PI * step / steps)) / 2;
      step(step % perEpoch * scale.batch(), rate);
    }
  }

  private void step(int start, double rate) {
    try (NDManager ofStep = manager.newSubManager()) {
      int[] chosen = IntStream.range(start, start + scale.batch()).map(i -> order[i]).toArray();
      NDArray batch = batch(chosen, images, true, ofStep);
      NDArray labels = ofStep.create(IntStream.of(chosen).mapToLong(images::label).toArray());
      JniUtils.setGradMode(true);
      NDArray logits = block.forward(store, new NDList(batch), true).singletonOrThrow();
      logits.attach(ofStep);
      NDArray loss =
          logits
              .logSoftmax(1)
              .mul(labels.oneHot(images.classes().size()))
              .sum()
              .div(-(float) scale.batch());
      JniUtils.backward((PtNDArray) loss, (PtNDArray) ofStep.ones(new Shape()), false, false);
      JniUtils.setGradMode(false);
      update((float) rate, ofStep);
    }
  }

  private void update(float rate, NDManager ofStep) {
    List<Parameter> trained = trained();
    for (int i = 0; i < trained.size(); i++) {
      NDArray weights = trained.get(i).getArray();
      NDArray velocity = velocities.get(i);
      NDArray gradient = weights.getGradient();
      gradient.attach(ofStep);
      NDArray decay = weights.mul((float) DECAY);
      decay.attach(ofStep);
      velocity.muli((float) MOMENTUM).addi(gradient).addi(decay);
      NDArray change = velocity.mul(rate);
      change.attach(ofStep);
      weights.subi(change);
      gradient.muli(0);
    }
  }

  /** Returns {@code [count, channels, height, width]}, in memory with channels last. */
  private NDArray batch(int[] chosen, PackedImages of, boolean cropped, NDManager owner) {
    float[] values = new float[chosen.length * pixels];
    FloatBuffer buffer = FloatBuffer.wrap(values);
    float[] image = new float[pixels];
    int padding = cropped ? of.format().shape().side() / PADDED_PART : 0;
    for (int number : chosen) {
      of.copyNormalized(number, normalization, FloatBuffer.wrap(image));
      int down = random.nextInt(-padding, padding + 1);
      int right = random.nextInt(-padding, padding + 1);
      for (int y = 0; y < of.height(); y++) {
        for (int x = 0; x < of.width(); x++) {
          int fromY = y + down;
          int fromX = x + right;
          boolean inside = fromY >= 0 && fromY < of.height() && fromX >= 0 && fromX < of.width();
          for (int channel = 0; channel < of.channels(); channel++) {
            buffer.put(
                inside
                    ? image[(fromY * of.width() + fromX) * of.channels() + channel]
                    : normalization.apply(channel, 0));
          }
        }
      }
    }
    return owner
        .create(values, new Shape(chosen.length, of.height(), of.width(), of.channels()))
        .transpose(0, 3, 1, 2);
  }

  /** Returns the fraction of images that it labels correctly. */
  double accuracy(PackedImages test) {
    int right = 0;
    for (int start = 0; start < test.size(); start += scale.batch()) {
      int[] chosen = IntStream.range(start, Math.min(test.size(), start + scale.batch())).toArray();
      try (NDManager ofBatch = manager.newSubManager()) {
        NDArray batch = batch(chosen, test, false, ofBatch);
        NDArray logits = block.forward(store, new NDList(batch), false).singletonOrThrow();
        logits.attach(ofBatch);
        long[] found = logits.argMax(1).toLongArray();
        for (int i = 0; i < chosen.length; i++) {
          if (found[i] == test.label(chosen[i])) {
            right++;
          }
        }
      }
    }
    return (double) right / test.size();
  }

  @Override
  public void close() {
    manager.close();
  }
}
