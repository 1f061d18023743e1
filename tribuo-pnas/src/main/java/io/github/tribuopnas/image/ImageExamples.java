package io.github.tribuopnas.image;

import org.tribuo.Example;
import org.tribuo.classification.Label;
import org.tribuo.impl.ArrayExample;

/** Makes Tribuo examples of packed images. Safe to share between threads. */
final class ImageExamples {

  private final PackedImages images;
  private final String[] names;
  private final Label[] labels;
  private final int[] chwIndices;

  ImageExamples(PackedImages images) {
    this.images = images;
    this.names = FeatureDomain.names(images.format());
    this.labels = images.classes().stream().map(Label::new).toArray(Label[]::new);
    this.chwIndices = new int[names.length];
    for (int i = 0; i < names.length; i++) {
      chwIndices[i] = images.format().chwIndex(i);
    }
  }

  Example<Label> get(int image) {
    double[] values = new double[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = images.value(image, chwIndices[i]);
    }
    // The copy is a plain ArrayExample with arrays of its own.
    return new Sorted(labels[images.label(image)], names, values).copy();
  }

  /** An example whose names are in order already: sorting them again takes 100 times as long. */
  private static final class Sorted extends ArrayExample<Label> {
    private static final long serialVersionUID = 1L;

    Sorted(Label label, String[] names, double[] values) {
      super(label, DEFAULT_WEIGHT, 0);
      featureNames = names;
      featureValues = values;
      size = names.length;
    }
  }
}
