package io.github.tribuopnas.surrogate.tree;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.base.AsciiCapitals;
import io.github.tribuopnas.protos.BoostedTreesModelProto;
import io.github.tribuopnas.protos.FlatTreesProto;
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

/**
 * Gradient-boosted regression trees of one output, made by {@link BoostedTreesTrainer}. Features
 * that an example does not have are 0. Safe for use by several threads.
 */
public final class BoostedTreesModel extends Model<Regressor> {

  /** The version of the protobuf form. */
  public static final int CURRENT_VERSION = 0;

  private static final long serialVersionUID = 1L;

  private final transient FlatTrees trees;
  private final transient String output;

  BoostedTreesModel(
      String name,
      ModelProvenance provenance,
      ImmutableFeatureMap features,
      ImmutableOutputInfo<Regressor> outputs,
      FlatTrees trees) {
    super(name, provenance, features, outputs, false);
    this.trees = trees;
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
   * @throws IllegalArgumentException if it is of another version, or describes no trees
   */
  public static BoostedTreesModel deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    ModelParts.requireVersion(BoostedTreesModel.class, version, CURRENT_VERSION);
    BoostedTreesModelProto proto = message.unpack(BoostedTreesModelProto.class);
    ModelParts parts = ModelParts.of(proto.getMetadata());
    FlatTreesProto trees = proto.getTrees();
    FlatTrees flat =
        new FlatTrees(
            proto.getBase(),
            trees.getRootsList().stream().mapToInt(Integer::intValue).toArray(),
            trees.getColumnsList().stream().mapToInt(Integer::intValue).toArray(),
            trees.getValuesList().stream().mapToDouble(Double::doubleValue).toArray(),
            trees.getAboveList().stream().mapToInt(Integer::intValue).toArray());
    return new BoostedTreesModel(
        parts.name(),
        parts.provenance(),
        parts.features(),
        parts.outputs(),
        flat.checked(parts.features().size()));
  }

  @Override
  public ModelProto serialize() {
    FlatTreesProto.Builder flat = FlatTreesProto.newBuilder();
    Arrays.stream(trees.roots()).forEach(flat::addRoots);
    Arrays.stream(trees.columns()).forEach(flat::addColumns);
    Arrays.stream(trees.values()).forEach(flat::addValues);
    Arrays.stream(trees.above()).forEach(flat::addAbove);
    return ModelProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(BoostedTreesModel.class.getName())
        .setSerializedData(
            Any.pack(
                BoostedTreesModelProto.newBuilder()
                    .setMetadata(
                        AsciiCapitals.in(() -> createDataCarrier().serialize()).toByteString())
                    .setBase(trees.base())
                    .setTrees(flat)
                    .build()))
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
        "BoostedTreesModel is written as protobuf: use serializeToFile, not Java serialization");
  }

  /** The trees, whose columns are this model's feature numbers. */
  FlatTrees trees() {
    return trees;
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
    trees.predict(new double[][] {row}, 1, prediction);
    return new Prediction<>(new Regressor(output, prediction[0]), known, example);
  }

  /**
   * Returns the features by how many splits read them.
   *
   * @param n the most features to return, or a negative number for all
   * @return the features that are read, most first, under the name of the output
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    double[] splits = new double[featureIDMap.size()];
    for (int column : trees.columns()) {
      if (column != FlatTrees.LEAF) {
        splits[column]++;
      }
    }
    List<Pair<String, Double>> features = new ArrayList<>();
    for (int id = 0; id < splits.length; id++) {
      if (splits[id] > 0) {
        features.add(new Pair<>(featureIDMap.get(id).getName(), splits[id]));
      }
    }
    features.sort(Comparator.comparing((Pair<String, Double> pair) -> -pair.getB()));
    return Map.of(output, n < 0 || n > features.size() ? features : features.subList(0, n));
  }

  @Override
  public Optional<Excuse<Regressor>> getExcuse(Example<Regressor> example) {
    return Optional.empty();
  }

  @Override
  protected Model<Regressor> copy(String name, ModelProvenance provenance) {
    return new BoostedTreesModel(name, provenance, featureIDMap, outputIDInfo, trees);
  }
}
