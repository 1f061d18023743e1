package io.github.tribuopnas.surrogate.linear;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.protos.RidgeModelProto;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/** A linear model, made by {@link RidgeTrainer}. Safe for use by several threads. */
public final class RidgeModel extends RegressorModel {

  private static final long serialVersionUID = 1L;

  private final transient LinearFunction line;

  RidgeModel(ModelParts parts, LinearFunction line) {
    super(parts);
    this.line = line;
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
    ModelParts.requireVersion(RidgeModel.class, version);
    RidgeModelProto proto = message.unpack(RidgeModelProto.class);
    ModelParts parts = ModelParts.of(proto.getMetadata());
    LinearFunction line =
        new LinearFunction(
            proto.getIntercept(),
            proto.getWeightsList().stream().mapToDouble(Double::doubleValue).toArray());
    return new RidgeModel(parts, line.checked(parts.features().size()));
  }

  @Override
  protected Message form(ByteString metadata) {
    RidgeModelProto.Builder proto =
        RidgeModelProto.newBuilder().setMetadata(metadata).setIntercept(line.intercept());
    Arrays.stream(line.weights()).forEach(proto::addWeights);
    return proto.build();
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
    return predict(example, line);
  }

  /**
   * Returns the features by the size of their weights.
   *
   * @param n the most features to return, or a negative number for all
   * @return the features with their weights, largest first, under the name of the output
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return topFeatures(line.weights(), n);
  }

  @Override
  protected RegressorModel copy(ModelParts parts) {
    return new RidgeModel(parts, line);
  }
}
