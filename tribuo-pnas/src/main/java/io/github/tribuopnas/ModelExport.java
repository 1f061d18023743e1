package io.github.tribuopnas;

import ai.djl.ndarray.types.Shape;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.onnx.OnnxExporter;
import io.github.tribuopnas.serving.OnnxMetadata;
import io.github.tribuopnas.training.trained.TrainedEnsemble;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
   * Exports trained networks to ONNX, as one file, and loads it.
   *
   * @param networks the networks
   * @param trainer what trained it
   * @param runProvenance what the caller says of the run
   * @return the model, to be closed by the caller
   */
  PNASModel model(
      TrainedEnsemble networks, TrainerProvenance trainer, Map<String, Provenance> runProvenance) {
    String cell = networks.spec().cell().toString();
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
        onnx(
            networks,
            metadata(
                networks,
                OnnxMetadata.of(format, cell, networks.spec().description(), modelProvenance))),
        format,
        cell);
  }

  /** Puts what is told of ensembles and temperatures before the rest, which ends in a long text. */
  private static Map<String, String> metadata(
      TrainedEnsemble networks, Map<String, String> entries) {
    Map<String, String> all = new LinkedHashMap<>();
    if (networks.members().size() > 1) {
      all.put(
          OnnxMetadata.MEMBERS,
          networks.members().stream()
              .map(member -> member.weight() + " " + member.network().spec().cell())
              .collect(Collectors.joining("; ")));
    } else if (networks.members().get(0).temperature() != 1) {
      all.put(OnnxMetadata.TEMPERATURE, Double.toString(networks.members().get(0).temperature()));
    }
    if (networks.members().stream().anyMatch(member -> member.views() != Views.PLAIN)) {
      all.put(
          OnnxMetadata.VIEWS,
          networks.members().stream()
              .map(member -> member.views().text())
              .collect(Collectors.joining("; ")));
    }
    all.putAll(entries);
    return all;
  }

  private byte[] onnx(TrainedEnsemble networks, Map<String, String> metadata) {
    List<String> labels = images.classes();
    return OnnxExporter.builder()
        .setBlock(networks.served())
        .setInputs(new Shape(format.pixels()))
        .optLabels(labels)
        .optMetadata(metadata)
        .build()
        .toModel()
        .toByteArray();
  }
}
