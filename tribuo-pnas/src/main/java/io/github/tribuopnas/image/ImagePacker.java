package io.github.tribuopnas.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.VariableInfo;
import org.tribuo.classification.Label;

/**
 * Turns any Tribuo dataset of labeled images into {@link PackedImages}.
 *
 * <p>Each feature goes to the pixel that its name stands for ({@link ImageFormat#indexOf}), never
 * to the one with the number of its id; pixels that an example has no feature for are 0. The label
 * of an image is the id of its output in the dataset's {@link ImmutableOutputInfo}.
 */
public final class ImagePacker {

  private static final int SHOWN_CLASSES = 10;

  private final ImageFormat format;
  private final Map<String, Integer> offsets = new HashMap<>();

  private ImagePacker(ImageFormat format) {
    this.format = format;
  }

  /**
   * Packs the images of a dataset, in the order of {@link Dataset#getExample}, which {@link
   * Dataset#shuffle} does not touch.
   *
   * @param dataset images with known labels of at least two classes
   * @param format their size and the meaning of their feature names
   * @return the images; those of an {@link ImageDataset} are returned without a copy
   * @throws IllegalArgumentException if the dataset is empty, has fewer than two classes or unknown
   *     labels, if a feature name stands for no pixel or for one that another name stands for, or
   *     if a value is not finite
   */
  public static PackedImages pack(Dataset<Label> dataset, ImageFormat format) {
    if (dataset.size() == 0) {
      throw new IllegalArgumentException("the dataset holds no image");
    }
    long unknown = dataset.getOutputInfo().getUnknownCount();
    if (unknown > 0) {
      throw new IllegalArgumentException(
          unknown + " images have an unknown label; a classifier is trained on known ones only");
    }
    ImmutableOutputInfo<Label> outputs = dataset.getOutputIDInfo();
    List<String> classes = classes(outputs);
    if (dataset instanceof ImageDataset packed) {
      return packed.images(format).withoutEmptyClasses();
    }
    return new ImagePacker(format).pack(dataset, outputs, classes);
  }

  private static List<String> classes(ImmutableOutputInfo<Label> outputs) {
    if (outputs.size() < 2) {
      throw new IllegalArgumentException(
          "a classifier needs at least two classes, but the dataset has " + outputs.getDomain());
    }
    List<String> classes = new ArrayList<>();
    for (int id = 0; id < outputs.size(); id++) {
      classes.add(outputs.getOutput(id).getLabel());
    }
    return classes;
  }

  private PackedImages pack(
      Dataset<Label> dataset, ImmutableOutputInfo<Label> outputs, List<String> classes) {
    mapFeatures(dataset);
    PixelCollector collector = new PixelCollector(format, dataset.size());
    for (int i = 0; i < dataset.size(); i++) {
      Example<Label> example = dataset.getExample(i);
      int label = outputs.getID(example.getOutput());
      if (label < 0) {
        throw new IllegalArgumentException(
            "image "
                + i
                + " has the label '"
                + example.getOutput().getLabel()
                + "', which is none of the dataset's "
                + classes.size()
                + " classes: "
                + classes.subList(0, Math.min(SHOWN_CLASSES, classes.size())));
      }
      collector.label(i, label);
      for (Feature feature : example) {
        collector.put(i, offset(feature.getName()), finite(i, feature));
      }
    }
    return collector.finish(classes);
  }

  private void mapFeatures(Dataset<Label> dataset) {
    List<String> names = new ArrayList<>();
    for (VariableInfo feature : dataset.getFeatureMap()) {
      names.add(feature.getName());
    }
    // A fixed order, so that a faulty dataset gives the same message every time.
    names.sort(null);
    String[] nameOf = new String[format.pixels()];
    for (String name : names) {
      int offset = offset(name);
      if (nameOf[offset] != null) {
        throw new IllegalArgumentException(
            "the features '"
                + nameOf[offset]
                + "' and '"
                + name
                + "' stand for the same pixel of a "
                + format.size()
                + " image");
      }
      nameOf[offset] = name;
    }
  }

  private int offset(String name) {
    Integer offset = offsets.get(name);
    if (offset == null) {
      offset = PixelCollector.offset(format, format.indexOf(name));
      offsets.put(name, offset);
    }
    return offset;
  }

  private static double finite(int image, Feature feature) {
    double value = feature.getValue();
    if (!Float.isFinite((float) value)) {
      throw new IllegalArgumentException(
          "image "
              + image
              + " has the value "
              + value
              + " in feature '"
              + feature.getName()
              + "'; pixels must be finite numbers");
    }
    return value;
  }
}
