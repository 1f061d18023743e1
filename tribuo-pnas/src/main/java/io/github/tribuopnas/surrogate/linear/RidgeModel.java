package io.github.tribuopnas.surrogate.linear;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.base.AsciiCapitals;
import io.github.tribuopnas.protos.RidgeModelProto;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.Outputs;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/** A linear model, made by {@link RidgeTrainer}. Safe for use by several threads. */
public final class RidgeModel extends Model<Regressor> {

  /** The version of the protobuf form. */
  public static final int CURRENT_VERSION = 0;

  private static final long serialVersionUID = 1L;

  private final transient LinearFunction line;
  private final transient String output;

  RidgeModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs,
      LinearFunction line) {
    super(name, provenance, features, outputs, false);
    this.line = line;
    output = Outputs.single(outputs);
  }

  /**
   * Reads the model from its protobuf form; called by Tribuo.
   *
   * @param version the version of the form
   * @param className the name of this class
   * @param message the form
   * @return the model
   * @throws InvalidProtocolBufferException if the message is none of this kind
   * @throws IllegalArgumentException if it is of another version, or describes no linear model
   */
  public static RidgeModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ModelParts.requireVersion(RidgeModel.class, version, CURRENT_VERSION);
    RidgeModelProto proto = message.unpack(RidgeModelProto.class);
    ModelParts parts = ModelParts.of(proto.getMetadata());
    LinearFunction line =
        new LinearFunction(
            proto.getIntercept(),
            proto.getWeightsList().stream().mapToDouble(Double::doubleValue).toArray());
    return new RidgeModel(
        parts.name(),
        parts.provenance(),
        parts.features(),
        parts.outputs(),
        line.checked(parts.features().size()));
  }

  @Override
  public ModelProto serialize() {
    RidgeModelProto.Builder proto =
        RidgeModelProto.newBuilder()
            .setMetadata(AsciiCapitals.in(() -> createDataCarrier().serialize()).toByteString())
            .setIntercept(line.intercept());
    Arrays.stream(line.weights()).forEach(proto::addWeights);
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(RidgeModel.class.getName())
        .setSerializedData(Any.pack(proto.build()))
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
        "RidgeModel is written as protobuf: use serializeToFile, not Java serialization");
  }

  /**
   * Returns the linear function.
   *
   * @return the function, whose columns are this model's feature numbers
   */
  public LinearFunction line() {
    return line;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the example has none of the model's features
   */
  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    double[] row = new double[featureIDMap.size()];
    int known = DenseRows.fill(example, featureIDMap, row);
    double[] prediction = new double[1];
    line.predict(new double[][] {row}, 1, prediction);
    return new Prediction<>(new Regressor(output, prediction[0]), known, example);
  }

  /**
   * Returns the features by the size of their weights.
   *
   * @param n the most features to return, or a negative number for all
   * @return the features with their weights, largest first, under the name of the output
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    List<Pair<String, Double>> features = new ArrayList<>();
    for (int id = 0; id < featureIDMap.size(); id++) {
      features.add(new Pair<>(featureIDMap.get(id).getName(), line.weights()[id]));
    }
    features.sort(Comparator.comparing((Pair<String, Double> pair) -> -Math.abs(pair.getB())));
    return Map.of(output, n < 0 || n > features.size() ? features : features.subList(0, n));
  }

  @Override
  public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }

  @Override
  protected Model<Regressor> copy(String name, ModelProvenance provenance) {
    return new RidgeModel(name, provenance, featureIDMap, outputIDInfo, line);
  }
}
