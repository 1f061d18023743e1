package io.github.tribuopnas;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.tribuopnas.base.Require;
import io.github.tribuopnas.base.Seeds;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImagePacker;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.options.OptionGroup;
import io.github.tribuopnas.training.SeedOptions;
import io.github.tribuopnas.training.engine.DeviceOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Dataset;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/** What the trainers of networks on images share: their images, seed, device and invocations. */
abstract class ImageTrainer implements Trainer<Label> {

  @Config(mandatory = true, description = "Size of the images and how feature names number pixels.")
  private ImageFormat format;

  @Config(description = "What all random choices depend on.")
  private SeedOptions seed;

  @Config(description = "Where networks are trained.")
  private DeviceOptions device;

  private int invocationCount;

  /** For OLCUT, which sets the format. */
  ImageTrainer() {
    seed = new SeedOptions();
    device = new DeviceOptions();
  }

  /** Makes a trainer whose subclass checks the settings. */
  ImageTrainer(ImageFormat format, SeedOptions seed, DeviceOptions device) {
    this.format = format;
    this.seed = seed;
    this.device = device;
  }

  /**
   * Checks all settings.
   *
   * @throws PropertyException if one is missing or not allowed
   */
  @Override
  public void postConfig() {
    if (format == null) {
      throw new PropertyException("", "format", "the format is not set: give the size of images");
    }
    options().forEach(OptionGroup::postConfig);
  }

  /**
   * Returns all that the trainer is made of.
   *
   * @return groups of options, in the order of declaration
   */
  public List<OptionGroup<?>> options() {
    return ConfigFields.values(this).values().stream()
        .filter(OptionGroup.class::isInstance)
        .<OptionGroup<?>>map(group -> (OptionGroup<?>) group)
        .toList();
  }

  ImageFormat format() {
    return format;
  }

  SeedOptions seed() {
    return seed;
  }

  DeviceOptions device() {
    return device;
  }

  @Override
  public PNASModel train(Dataset<Label> examples) {
    return train(examples, Map.of());
  }

  @Override
  public PNASModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
    return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
  }

  @Override
  public abstract PNASModel train(
      Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation);

  /** Begins an invocation, which counts once the images are accepted. */
  TrainerRun begin(Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocation) {
    PackedImages images = ImagePacker.pack(examples, format);
    synchronized (this) {
      if (invocation != INCREMENT_INVOCATION_COUNT) {
        setInvocationCount(invocation);
      }
      TrainerProvenance provenance = getProvenance();
      long derived = Seeds.derive(seed.seed(), "invocation " + invocationCount);
      invocationCount++;
      return new TrainerRun(
          examples, images, format, provenance, runProvenance, derived, Optional.empty());
    }
  }

  /** Begins an invocation on the training images of a set, with its validation images. */
  TrainerRun begin(ImageSet images) {
    TrainerRun run = begin(images.train(), Map.of(), INCREMENT_INVOCATION_COUNT);
    return images.validation().map(run::withValidation).orElse(run);
  }

  @Override
  public final synchronized int getInvocationCount() {
    return invocationCount;
  }

  @Override
  public final synchronized void setInvocationCount(int count) {
    invocationCount = Require.atLeast("the invocation count", count, 0);
  }

  @Override
  public final TrainerProvenance getProvenance() {
    return new TrainerProvenanceImpl(this);
  }

  @Override
  public final String toString() {
    return ConfigFields.text(this);
  }
}
