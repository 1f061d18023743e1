package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;

/**
 * One invocation of a trainer.
 *
 * @param examples the training images as Tribuo has them
 * @param images the same images, packed
 * @param format their format
 * @param provenance the trainer's, with the number of the invocation
 * @param runProvenance what the caller says of the run
 * @param seed the seed of the invocation
 * @param validation images to validate with, with the same classes; empty to hold some out
 */
record TrainerRun(
    Dataset<Label> examples,
    PackedImages images,
    ImageFormat format,
    TrainerProvenance provenance,
    Map<String, Provenance> runProvenance,
    long seed,
    Optional<PackedImages> validation) {

  private static final String VALIDATION = "validation-images";

  /** Validates with images of their own instead of some that are held out. */
  TrainerRun withValidation(ImageDataset ofTheirOwn) {
    Map<String, Provenance> all = new HashMap<>(runProvenance);
    all.put(VALIDATION, ofTheirOwn.getProvenance());
    PackedImages packed = ofTheirOwn.images().withClasses(images.classes());
    return new TrainerRun(examples, images, format, provenance, all, seed, Optional.of(packed));
  }

  /** Trains on other images of the same classes. */
  TrainerRun withImages(PackedImages others) {
    return new TrainerRun(examples, others, format, provenance, runProvenance, seed, validation);
  }

  /** Returns whether an image of each class that has any can be held out and another kept. */
  boolean hasPairs() {
    return Arrays.stream(images.classCounts()).noneMatch(count -> count == 1);
  }

  /** Returns a seed of this invocation for one purpose. */
  long seed(String purpose) {
    return Seeds.derive(seed, purpose);
  }

  /** Returns the images of either use; holds out a fraction of each class if it must. */
  ImageSplit split(double fraction, String purpose) {
    return validation
        .map(given -> new ImageSplit(images, given))
        .orElseGet(() -> images.stratifiedSplit(fraction, seed(purpose)));
  }

  /** Returns the size of the images. */
  ImageShape shape() {
    return images.format().shape();
  }

  /** Returns the shorter side of the images. */
  int side() {
    return shape().side();
  }

  /** Returns the number of classes. */
  int classes() {
    return images.classes().size();
  }

  /**
   * Makes a model of trained networks.
   *
   * @param networks what was trained
   * @param more what the model's provenance says of the run beside what the caller says
   */
  PNASModel model(TrainedEnsemble networks, Map<String, Provenance> more) {
    Map<String, Provenance> all = new HashMap<>(runProvenance);
    all.putAll(more);
    return new ModelExport(examples, images, format).model(networks, provenance, all);
  }

  /** Makes an outcome that holds networks, or closes the networks if that fails. */
  static <T> T holding(TrainedEnsemble networks, Supplier<T> outcome) {
    try {
      return outcome.get();
    } catch (RuntimeException | Error e) {
      networks.close();
      throw e;
    }
  }
}
