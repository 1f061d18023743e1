package io.github.tribuopnas.surrogate.row;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.base.AsciiCapitals;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * What models of one output share: their parts, their protobuf form and the rows that they predict.
 */
public abstract class RegressorModel extends Model<Regressor> {

  /** The version of the protobuf form. */
  public static final int CURRENT_VERSION = 0;

  private static final long serialVersionUID = 1L;

  private final transient String output;

  /**
   * Makes a model.
   *
   * @param parts what every model holds
   * @throws IllegalArgumentException if there are several outputs
   */
  protected RegressorModel(ModelParts parts) {
    super(parts.name(), parts.provenance(), parts.features(), parts.outputs(), false);
    output = Outputs.single(parts.outputs());
  }

  /**
   * Returns the protobuf form.
   *
   * @param metadata what every model holds, as Tribuo's message
   * @return the message of this kind of model
   */
  protected abstract Message form(ByteString metadata);

  @Override
  public final ModelProto serialize() {
    ByteString metadata = AsciiCapitals.in(() -> createDataCarrier().serialize()).toByteString();
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(getClass().getName())
        .setSerializedData(Any.pack(form(metadata)))
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
        getClass().getSimpleName()
            + " is written as protobuf: use serializeToFile, not Java serialization");
  }

  @Override
  protected final Model<Regressor> copy(String name, ModelProvenance provenance) {
    return copy(new ModelParts(name, provenance, featureIDMap, outputIDInfo));
  }

  /**
   * Returns a copy of this model.
   *
   * @param parts its name, its provenance, and this model's features and outputs
   * @return a model that predicts the same
   */
  protected abstract RegressorModel copy(ModelParts parts);

  /**
   * Predicts an example from the row of its features.
   *
   * @param example the example
   * @param regressor predicts rows whose columns are this model's feature numbers
   * @return the prediction
   * @throws IllegalArgumentException if the example has none of the model's features
   */
  protected final Prediction<Regressor> predict(
      Example<Regressor> example, RowRegressor regressor) {
    double[] row = new double[featureIDMap.size()];
    int known = DenseRows.fill(example, featureIDMap, row);
    double[] value = new double[1];
    regressor.predict(new double[][] {row}, 1, value);
    return prediction(value[0], known, example);
  }

  /**
   * Makes a prediction.
   *
   * @param value of the output
   * @param features how many features it was made from
   * @param example what was predicted
   * @return the prediction
   */
  protected final Prediction<Regressor> prediction(
      double value, int features, Example<Regressor> example) {
    return new Prediction<>(new Regressor(output, value), features, example);
  }

  /**
   * Returns the features that count most.
   *
   * @param weights what each feature counts for, by feature number; 0 for nothing
   * @param most how many features to return at most, or a negative number for all
   * @return features with their weights, those of the largest size first, under the output's name
   */
  protected final Map<String, List<Pair<String, Double>>> topFeatures(double[] weights, int most) {
    List<Pair<String, Double>> features = new ArrayList<>();
    for (int id = 0; id < weights.length; id++) {
      features.add(new Pair<>(featureIDMap.get(id).getName(), weights[id]));
    }
    features.sort(Comparator.comparing((Pair<String, Double> pair) -> -Math.abs(pair.getB())));
    return Map.of(
        output, most < 0 || most > features.size() ? features : features.subList(0, most));
  }

  @Override
  public final Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }
}
