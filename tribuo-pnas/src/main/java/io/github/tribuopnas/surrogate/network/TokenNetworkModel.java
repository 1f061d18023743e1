package io.github.tribuopnas.surrogate.network;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.protos.TokenNetworkModelProto;
import io.github.tribuopnas.protos.WeightProto;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.feature.CellTokens;
import io.github.tribuopnas.surrogate.feature.TokenRows;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorModel;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/**
 * One of the paper's own predictors (PNAS, section 4.2), trained by {@link TokenNetworkTrainer}: it
 * reads the tokens of {@link CellTokens}. Keeps its weights in memory of Java, so that it need not
 * be closed; predict many examples in one call. Safe for use by several threads.
 */
public final class TokenNetworkModel extends RegressorModel {

  private static final long serialVersionUID = 1L;

  /** Examples that go through the network at a time, so that their arrays stay small. */
  private static final int BATCH = 1024;

  private final transient TokenNetworkKind kind;
  private final transient int operations;
  private final transient TokenNetwork network;
  private final transient FrozenWeights weights;
  private final transient TokenRows rows;

  TokenNetworkModel(
      ModelParts parts, TokenNetworkKind kind, int operations, FrozenWeights weights) {
    super(parts);
    this.kind = kind;
    this.operations = operations;
    network = kind.network(operations);
    this.weights = weights;
    rows = new TokenRows(parts.features(), operations);
  }

  /**
   * Reads the model from its protobuf form; called by Tribuo.
   *
   * @param version the version of the form
   * @param className the name of this class
   * @param message the form
   * @return the model
   * @throws InvalidProtocolBufferException if the message is none of this kind
   * @throws IllegalArgumentException if it is of another version, or the weights are not those of
   *     the network
   */
  public static TokenNetworkModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ModelParts.requireVersion(TokenNetworkModel.class, version);
    TokenNetworkModelProto proto = message.unpack(TokenNetworkModelProto.class);
    ModelParts parts = ModelParts.of(proto.getMetadata());
    TokenNetworkKind kind = TokenNetworkKind.valueOf(proto.getNetwork());
    int operations = proto.getOperations() == 0 ? Operation.PAPER.size() : proto.getOperations();
    TokenNetwork network = kind.network(operations);
    return new TokenNetworkModel(
        parts, kind, operations, new FrozenWeights(network, weights(network, proto)));
  }

  private static List<float[]> weights(TokenNetwork network, TokenNetworkModelProto model) {
    List<WeightProto> protos = model.getWeightsList();
    List<TokenNetwork.Weight> expected = network.weights();
    if (protos.size() != expected.size()) {
      throw new IllegalArgumentException(
          "a network of "
              + protos.size()
              + " weights; "
              + model.getNetwork()
              + " has "
              + expected.size());
    }
    List<float[]> weights = new ArrayList<>();
    for (int i = 0; i < protos.size(); i++) {
      WeightProto proto = protos.get(i);
      long size = expected.get(i).shape().size();
      if (!proto.getName().equals(expected.get(i).name()) || proto.getValuesCount() != size) {
        throw new IllegalArgumentException(
            "weight "
                + proto.getName()
                + " of "
                + proto.getValuesCount()
                + " values; expected was "
                + expected.get(i).name()
                + " of "
                + size);
      }
      float[] values = new float[proto.getValuesCount()];
      for (int j = 0; j < values.length; j++) {
        values[j] = proto.getValues(j);
      }
      weights.add(values);
    }
    return weights;
  }

  @Override
  protected Message form(ByteString metadata) {
    TokenNetworkModelProto.Builder proto =
        TokenNetworkModelProto.newBuilder()
            .setMetadata(metadata)
            .setNetwork(kind.name())
            .setOperations(operations);
    for (int i = 0; i < weights.size(); i++) {
      WeightProto.Builder weight =
          WeightProto.newBuilder().setName(network.weights().get(i).name());
      FloatBuffer values = weights.values(i);
      while (values.hasRemaining()) {
        weight.addValues(values.get());
      }
      proto.addWeights(weight);
    }
    return proto.build();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the example's features are not the tokens of a cell
   */
  @Override
  public Prediction<Regressor> predict(Example<Regressor> example) {
    return innerPredict(List.of(example)).get(0);
  }

  @Override
  protected List<Prediction<Regressor>> innerPredict(Iterable<Example<Regressor>> examples) {
    List<Prediction<Regressor>> predictions = new ArrayList<>();
    List<Example<Regressor>> batch = new ArrayList<>(BATCH);
    for (Example<Regressor> example : examples) {
      batch.add(example);
      if (batch.size() == BATCH) {
        predict(batch, predictions);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      predict(batch, predictions);
    }
    return predictions;
  }

  private void predict(List<Example<Regressor>> batch, List<Prediction<Regressor>> predictions) {
    List<int[]> tokens = batch.stream().map(rows::tokens).toList();
    float[] accuracies = TokenNetworkFit.predict(network, weights, tokens);
    for (int i = 0; i < accuracies.length; i++) {
      predictions.add(prediction(accuracies[i], tokens.get(i).length, batch.get(i)));
    }
  }

  /** Returns nothing: a network does not show what its features count for. */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    return Map.of();
  }

  @Override
  protected RegressorModel copy(ModelParts parts) {
    return new TokenNetworkModel(parts, kind, operations, weights);
  }
}
