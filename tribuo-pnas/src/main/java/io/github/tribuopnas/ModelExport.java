package io.github.tribuopnas;

import ai.djl.ndarray.types.Shape;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.serving.OnnxMetadata;
import io.github.tribuopnas.training.TrainedNetwork;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Dataset;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;

/**
 * Makes models of networks that were trained on a dataset.
 *
 * @param examples the training images as Tribuo has them
 * @param images the same images, packed
 * @param format their format
 */
record ModelExport(Dataset<Label> examples, PackedImages images, ImageFormat format) {

  /**
   * Exports a network to ONNX and loads it.
   *
   * @param network the network
   * @param trainer what trained it
   * @param runProvenance what the caller says of the run
   * @return the model, to be closed by the caller
   */
  PNASModel model(
      TrainedNetwork network, TrainerProvenance trainer, Map<String, Provenance> runProvenance) {
    String cell = network.spec().cell().toString();
    Map<String, Provenance> provenance = new HashMap<>(runProvenance);
    provenance.put(SearchProvenance.CELL, new StringProvenance(SearchProvenance.CELL, cell));
    ModelProvenance modelProvenance =
        new ModelProvenance(
            PNASModel.class.getName(),
            OffsetDateTime.now(),
            examples.getProvenance(),
            trainer,
            provenance);
    return new PNASModel(
        "pnas",
        modelProvenance,
        examples.getFeatureIDMap(),
        examples.getOutputIDInfo(),
        onnx(network, OnnxMetadata.of(format, cell, network.spec().description(), modelProvenance)),
        format,
        cell);
  }

  private byte[] onnx(TrainedNetwork network, Map<String, String> metadata) {
    List<String> labels = images.classes();
    return OnnxExporter.builder()
        .setBlock(network.pixelNetwork())
        .setInputs(new Shape(format.pixels()))
        .optLabels(labels)
        .optMetadata(metadata)
        .build()
        .toModel()
        .toByteArray();
  }
}
