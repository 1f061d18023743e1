package io.github.tribuopnas;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.base.AsciiCapitals;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelLayout;
import io.github.tribuopnas.protos.ImageFormatProto;
import io.github.tribuopnas.protos.PNASModelProto;
import io.github.tribuopnas.serving.ExampleBatch;
import io.github.tribuopnas.serving.OnnxClassifier;
import io.github.tribuopnas.serving.PixelNames;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.interop.onnx.DenseTransformer;
import org.tribuo.interop.onnx.LabelTransformer;
import org.tribuo.interop.onnx.ONNXExternalModel;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * The winner of a search as a Tribuo model. It stands alone: the network, its labels, the mapping
 * from feature names to pixels and the provenance are all in its protobuf.
 *
 * <p>Predictions run on ONNX Runtime, safely from several threads. It holds native memory until
 * closed; a copy shares that memory, and both are closed on their own, in any order.
 */
public final class PNASModel extends Model<Label> implements AutoCloseable {

  private static final long serialVersionUID = 1L;

  /** Version of the protobuf that this class writes. */
  public static final int CURRENT_VERSION = 0;

  private static final int BATCH = 16;

  private final transient byte[] onnx;
  private final transient ImageFormat format;
  private final transient String cell;
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
    try {
      checkFit();
    } catch (IllegalArgumentException e) {
      classifier.close();
      throw e;
    }
  }

  /** A copy, on the same session. */
  private PNASModel(PNASModel other, String name, ModelProvenance provenance) {
    super(name, provenance, other.featureIDMap, other.outputIDInfo, true);
    onnx = other.onnx;
    format = other.format;
    cell = other.cell;
    classifier = other.classifier.share();
  }

  private void checkFit() {
    if (!classifier.format().shape().equals(format.shape())) {
      throw new IllegalArgumentException(
          "the network takes images of "
              + classifier.format().size()
              + ", but the model's are "
              + format.size());
    }
    Set<String> domain =
        outputIDInfo.getDomain().stream().map(Label::getLabel).collect(Collectors.toSet());
    if (!domain.equals(Set.copyOf(classifier.labels()))) {
      throw new IllegalArgumentException(
          "the network has the labels " + classifier.labels() + ", but the model has " + domain);
    }
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
        ModelDataCarrier.deserialize(
            FormerNames.replaced(ModelDataProto.parseFrom(proto.getMetadata())));
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
            .setMetadata(AsciiCapitals.in(() -> createDataCarrier().serialize()).toByteString())
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

  /**
   * Refuses Java serialization.
   *
   * @param stream where the model will not be written
   * @throws NotSerializableException always
   */
  private void writeObject(ObjectOutputStream stream) throws NotSerializableException {
    throw new NotSerializableException(
        "PNASModel is written as protobuf: use serializeToFile, not Java serialization");
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
   * Returns the format of the images, which says what feature names mean.
   *
   * @return the format
   */
  public ImageFormat format() {
    return format;
  }

  /**
   * Returns the class labels.
   *
   * @return the labels in the order of {@link #probabilities}
   */
  public List<String> labels() {
    return classifier.labels();
  }

  /**
   * {@inheritDoc} Features that the example does not have are 0.
   *
   * @throws IllegalArgumentException if the example has no features, or one that is no pixel of the
   *     model's images
   * @throws IllegalStateException if this is closed
   */
  @Override
  public Prediction<Label> predict(Example<Label> example) {
    ExampleBatch batch = new ExampleBatch(format, 1);
    batch.add(example);
    return batch.predict(classifier).get(0);
  }

  /**
   * {@inheritDoc} Runs batch after batch; features that an example does not have are 0.
   *
   * @throws IllegalArgumentException as for {@link #predict(Example)}
   * @throws IllegalStateException if this is closed
   */
  @Override
  public List<Prediction<Label>> predict(Iterable<Example<Label>> examples) {
    List<Prediction<Label>> predictions = new ArrayList<>();
    ExampleBatch batch = new ExampleBatch(format, BATCH);
    for (Example<Label> example : examples) {
      batch.add(example);
      if (batch.isFull()) {
        predictions.addAll(batch.predict(classifier));
      }
    }
    predictions.addAll(batch.predict(classifier));
    return predictions;
  }

  @Override
  public List<Prediction<Label>> predict(Dataset<Label> examples) {
    Iterable<Example<Label>> all = examples;
    return predict(all);
  }

  /**
   * Scores packed images from their bytes, without making Tribuo examples of them.
   *
   * @param images images of the model's height, width and channels
   * @return {@code [image][classes]}, in the order of {@link #labels}
   * @throws IllegalArgumentException if the images are of another size
   * @throws IllegalStateException if this is closed
   */
  public float[][] probabilities(PackedImages images) {
    return classifier.probabilities(images);
  }

  /**
   * Moves the model to a session of ONNX Runtime with other options: more threads, or another
   * device, as {@link OnnxClassifier#setSessionOptions} does. Copies stay where they are, and
   * neither protobuf nor ONNX file remembers it.
   *
   * @param options read now only; the caller closes them
   * @throws IllegalArgumentException if ONNX Runtime refuses them; the session stays as it was
   * @throws IllegalStateException if this is closed
   */
  public void setSessionOptions(OrtSession.SessionOptions options) {
    classifier.setSessionOptions(options);
  }

  /**
   * Returns the network as the model that Tribuo makes of any ONNX file. Its predictions are those
   * of this model; it is slower, and needs nothing of this library to be read back.
   *
   * <p>Its features are all pixels of an image. Those that the training data did not have, since
   * they were zero throughout, are named like the others: with leading zeros if one of the others
   * has some.
   *
   * @param options options of its session, which it keeps and closes
   * @return the model, to be closed by the caller
   * @throws IOException if no temporary file can be written, which Tribuo reads the network from
   * @throws IllegalArgumentException if ONNX Runtime refuses the options
   */
  public ONNXExternalModel<Label> toExternalModel(OrtSession.SessionOptions options)
      throws IOException {
    Map<Label, Integer> outputs = new LinkedHashMap<>();
    for (String label : labels()) {
      outputs.put(new Label(label), outputs.size());
    }
    Path file = Files.createTempFile("pnas", ".onnx");
    try {
      Files.write(file, onnx);
      return ONNXExternalModel.createOnnxModel(
          new LabelFactory(),
          new PixelNames(format, featureIDMap).places(),
          outputs,
          new DenseTransformer(),
          new LabelTransformer(),
          options,
          file,
          classifier.inputName());
    } catch (OrtException e) {
      throw new IllegalArgumentException(
          "ONNX Runtime cannot open the model with these options: " + e.getMessage(), e);
    } finally {
      Files.delete(file);
    }
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
    return new PNASModel(this, newName, newProvenance);
  }

  @Override
  public void close() {
    classifier.close();
  }
}
