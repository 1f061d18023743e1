package io.github.tribuopnas;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.data.ImageFormat;
import io.github.tribuopnas.data.PixelLayout;
import io.github.tribuopnas.protos.ImageFormatProto;
import io.github.tribuopnas.protos.PNASModelProto;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Feature;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * The winner of a search as a Tribuo model. It stands alone: the network, its labels, the mapping
 * from feature names to pixels and the provenance are all in its protobuf. Predictions run on ONNX
 * Runtime, safely from several threads; it holds native memory until closed.
 */
public final class PNASModel extends Model<Label> implements AutoCloseable {

  private static final long serialVersionUID = 1L;

  /** Version of the protobuf that this class writes. */
  public static final int CURRENT_VERSION = 0;

  private final transient byte[] onnx;
  private final transient ImageFormat format;
  private final String cell;
  private final transient OnnxClassifier classifier;

  PNASModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Label> outputs,
      byte[] onnx,
      ImageFormat format,
      String cell) {
    super(name, provenance, features, outputs, true);
    this.onnx = onnx;
    this.format = format;
    this.cell = cell;
    classifier = new OnnxClassifier(onnx);
  }

  /**
   * Reads a model's protobuf; Tribuo calls this by reflection.
   *
   * @param version the version it was written with
   * @param className this class
   * @param message the packed {@link PNASModelProto}
   * @return the model
   * @throws InvalidProtocolBufferException if the message is of another type
   * @throws IllegalArgumentException if the version is unknown or the outputs are no labels
   */
  public static PNASModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    if (version != CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "PNASModel of version "
              + version
              + "; this release reads version "
              + CURRENT_VERSION
              + " only");
    }
    PNASModelProto proto = message.unpack(PNASModelProto.class);
    ModelDataCarrier<?> carrier =
        ModelDataCarrier.deserialize(ModelDataProto.parseFrom(proto.getMetadata()));
    if (!(carrier.outputDomain().getOutput(0) instanceof Label)) {
      throw new IllegalArgumentException("the outputs of a PNASModel must be labels");
    }
    @SuppressWarnings("unchecked") // guarded by the check above
    ImmutableOutputInfo<Label> outputs = (ImmutableOutputInfo<Label>) carrier.outputDomain();
    ImageFormatProto image = proto.getImageFormat();
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(image.getHeight())
            .setWidth(image.getWidth())
            .setChannels(image.getChannels())
            .optLayout(PixelLayout.valueOf(image.getLayout()))
            .optFirstIndex(image.getFirstIndex())
            .optMaximum(image.getMaximum())
            .build();
    return new PNASModel(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        outputs,
        proto.getOnnx().toByteArray(),
        format,
        proto.getCell());
  }

  @Override
  public ModelProto serialize() {
    PNASModelProto proto =
        PNASModelProto.newBuilder()
            .setMetadata(createDataCarrier().serialize().toByteString())
            .setOnnx(ByteString.copyFrom(onnx))
            .setImageFormat(
                ImageFormatProto.newBuilder()
                    .setHeight(format.height())
                    .setWidth(format.width())
                    .setChannels(format.channels())
                    .setLayout(format.layout().name())
                    .setFirstIndex(format.firstIndex())
                    .setMaximum(format.maximum()))
            .setCell(cell)
            .build();
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(PNASModel.class.getName())
        .setSerializedData(Any.pack(proto))
        .build();
  }

  private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
    throw new NotSerializableException(
        "PNASModel is written as protobuf: use serializeToFile, not Java serialisation");
  }

  /**
   * Returns the network as an ONNX file's bytes.
   *
   * @return a copy
   */
  public byte[] onnx() {
    return onnx.clone();
  }

  /**
   * Returns the winning cell.
   *
   * @return its text form
   */
  public String cell() {
    return cell;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if none of the example's features is a pixel, or one is
   *     numbered beyond the image
   */
  @Override
  public Prediction<Label> predict(Example<Label> example) {
    float[] pixels = new float[format.pixels()];
    int active = 0;
    for (Feature feature : example) {
      pixels[format.indexOf(feature.getName())] = (float) feature.getValue();
      active++;
    }
    if (active == 0) {
      throw new IllegalArgumentException(
          "the example has no features, so none is a pixel of " + format.size());
    }
    float[] probabilities = classifier.probabilities(FloatBuffer.wrap(pixels), 1)[0];
    Map<String, Label> scores = new LinkedHashMap<>();
    Label best = null;
    List<String> labels = classifier.labels();
    for (int i = 0; i < probabilities.length; i++) {
      Label label = new Label(labels.get(i), probabilities[i]);
      scores.put(label.getLabel(), label);
      if (best == null || label.getScore() > best.getScore()) {
        best = label;
      }
    }
    return new Prediction<>(best, scores, active, example, true);
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  @Override
  public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
    return Optional.empty();
  }

  @Override
  protected PNASModel copy(String newName, ModelProvenance newProvenance) {
    return new PNASModel(newName, newProvenance, featureIDMap, outputIDInfo, onnx, format, cell);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
