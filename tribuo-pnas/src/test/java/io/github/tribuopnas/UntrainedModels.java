package io.github.tribuopnas;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.image.ImageDataset;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.CellNetwork;
import io.github.tribuopnas.network.PixelNetwork;
import io.github.tribuopnas.network.Setting;
import io.github.tribuopnas.network.Weights;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.serving.OnnxMetadata;
import io.github.tribuopnas.space.Cell;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.provenance.impl.EmptyTrainerProvenance;

/** Models with random weights, for facts that need no training. */
public final class UntrainedModels {

  public static final List<String> CLASSES = List.of("cat", "dog", "cow");
  public static final String CELL = "p:sep3x3+pp:max3x3,1:identity+p:avg3x3";

  private UntrainedModels() {}

  /** Random images of bytes, whose pixel 0 is 0 in all of them. */
  public static PackedImages images(ImageFormat format, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] pixels = new byte[count * format.pixels()];
    random.nextBytes(pixels);
    for (int i = 0; i < count; i++) {
      pixels[i * format.pixels()] = 0;
    }
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> i % CLASSES.size());
    return PackedImages.ofBytes(format, pixels, labels, CLASSES);
  }

  public static ImageDataset dataset(PackedImages images) {
    return new ImageDataset(
        images,
        new SimpleDataSourceProvenance(
            "random", OffsetDateTime.parse("2026-01-01T00:00:00Z"), new LabelFactory()));
  }

  public static ModelProvenance provenance(Dataset<Label> data) {
    return new ModelProvenance(
        PNASModel.class.getName(),
        OffsetDateTime.now(),
        data.getProvenance(),
        new EmptyTrainerProvenance(),
        Map.of());
  }

  /** The exported bytes of a network of random weights. */
  public static byte[] onnx(ImageFormat format, ModelProvenance provenance, List<String> classes) {
    ImageShape image = format.shape();
    double[] means = new double[image.channels()];
    double[] deviations = new double[image.channels()];
    Arrays.fill(means, 127);
    Arrays.fill(deviations, 70);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      CellNetwork network =
          new CellNetwork(
              Setting.PROXY
                  .of(Cell.parse(CELL))
                  .optRepeats(1)
                  .optFilters(4)
                  .optStemMultiplier(1)
                  .optImage(image)
                  .optClasses(classes.size())
                  .build());
      Weights.initialize(network, manager, 8);
      PixelNetwork served = new PixelNetwork(network, means, deviations);
      served.initialize(manager, DataType.FLOAT32, new Shape(1, format.pixels()));
      return OnnxExporter.builder()
          .setBlock(served)
          .setInputs(new Shape(format.pixels()))
          .optLabels(classes)
          .optMetadata(OnnxMetadata.of(format, CELL, "N=1", provenance))
          .build()
          .toModel()
          .toByteArray();
    }
  }

  public static PNASModel of(Dataset<Label> data, ImageFormat format) {
    ModelProvenance provenance = provenance(data);
    return new PNASModel(
        "untrained",
        provenance,
        data.getFeatureIDMap(),
        data.getOutputIDInfo(),
        onnx(format, provenance, CLASSES),
        format,
        CELL);
  }
}
