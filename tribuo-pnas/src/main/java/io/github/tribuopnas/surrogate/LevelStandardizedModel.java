package io.github.tribuopnas.surrogate;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.base.AsciiCapitals;
import io.github.tribuopnas.protos.LevelStandardizedModelProto;
import io.github.tribuopnas.surrogate.row.DenseRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.regression.Regressor;

/**
 * A model of standardized outputs, whose predictions are brought back to the scale of the example's
 * level; made by {@link LevelStandardizedTrainer}. An example of a level that was not measured is
 * scaled as those of the nearest level that was.
 */
public final class LevelStandardizedModel extends RegressorModel {

  private static final long serialVersionUID = 1L;

  private final transient Model<Regressor> model;
  private final transient LevelScale scale;

  LevelStandardizedModel(ModelParts parts, Model<Regressor> model, LevelScale scale) {
    super(parts);
    this.model = model;
    this.scale = scale;
  }

  /**
   * Reads the model from its protobuf form; called by Tribuo.
   *
   * @param version the version of the form
   * @param className the name of this class
   * @param message the form
   * @return the model
   * @throws InvalidProtocolBufferException if the message is none of this kind
   * @throws IllegalArgumentException if it is of another version, or its figures are no scales
   */
  public static LevelStandardizedModel deserializeFromProto(
      int version, String className, Any message) throws InvalidProtocolBufferException {
    ModelParts.requireVersion(LevelStandardizedModel.class, version);
    LevelStandardizedModelProto proto = message.unpack(LevelStandardizedModelProto.class);
    ModelParts parts = ModelParts.of(proto.getMetadata());
    LevelScale scale =
        new LevelScale(
            proto.getLevelFeature(),
            array(proto.getLevelsList()),
            array(proto.getMeansList()),
            array(proto.getDeviationsList()));
    return new LevelStandardizedModel(
        parts,
        Model.deserialize(ModelProto.parseFrom(proto.getModel())).castModel(Regressor.class),
        scale.checked(parts.features().size()));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  protected Message form(ByteString metadata) {
    LevelStandardizedModelProto.Builder proto =
        LevelStandardizedModelProto.newBuilder()
            .setMetadata(metadata)
            .setModel(AsciiCapitals.in(model::serialize).toByteString())
            .setLevelFeature(scale.column());
    Arrays.stream(scale.levels()).forEach(proto::addLevels);
    Arrays.stream(scale.means()).forEach(proto::addMeans);
    Arrays.stream(scale.deviations()).forEach(proto::addDeviations);
    return proto.build();
  }

  /** The model of standardized outputs. */
  Model<Regressor> model() {
    return model;
  }

  /** The scales, whose column is a feature number of this model. */
  LevelScale scale() {
    return scale;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the example has none of the model's features
   */
  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    return restored(model.predict(example), example);
  }

  @Override
  protected List<Prediction<Regressor>> innerPredict(Iterable<Example<Regressor>> examples) {
    List<Example<Regressor>> all = new ArrayList<>();
    examples.forEach(all::add);
    List<Prediction<Regressor>> predictions = new ArrayList<>(all.size());
    for (Prediction<Regressor> prediction : model.predict(all)) {
      predictions.add(restored(prediction, all.get(predictions.size())));
    }
    return predictions;
  }

  private Prediction<Regressor> restored(
      Prediction<Regressor> prediction, Example<Regressor> example) {
    double[] row = new double[featureIDMap.size()];
    DenseRows.fill(example, featureIDMap, row);
    double value = scale.restored(row, prediction.getOutput().getValues()[0]);
    return prediction(value, prediction.getNumActiveFeatures(), example);
  }

  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return model.getTopFeatures(n);
  }

  @Override
  protected RegressorModel copy(ModelParts parts) {
    return new LevelStandardizedModel(parts, model, scale);
  }
}
