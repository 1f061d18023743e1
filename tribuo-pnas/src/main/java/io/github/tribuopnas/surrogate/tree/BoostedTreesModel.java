package io.github.tribuopnas.surrogate.tree;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.oracle.labs.mlrg.olcut.util.Pair;
import io.github.tribuopnas.protos.BoostedTreesModelProto;
import io.github.tribuopnas.protos.FlatTreesProto;
import io.github.tribuopnas.surrogate.row.ModelParts;
import io.github.tribuopnas.surrogate.row.RegressorModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tribuo.Example;
import org.tribuo.Prediction;
import org.tribuo.regression.Regressor;

/**
 * Gradient-boosted regression trees of one output, made by {@link BoostedTreesTrainer}. Features
 * that an example does not have are 0. Safe for use by several threads.
 */
public final class BoostedTreesModel extends RegressorModel {

  private static final long serialVersionUID = 1L;

  private final transient FlatTrees trees;

  BoostedTreesModel(ModelParts parts, FlatTrees trees) {
    super(parts);
    this.trees = trees;
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
    ModelParts.requireVersion(BoostedTreesModel.class, version);
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
    return new BoostedTreesModel(parts, flat.checked(parts.features().size()));
  }

  @Override
  protected Message form(ByteString metadata) {
    FlatTreesProto.Builder flat = FlatTreesProto.newBuilder();
    Arrays.stream(trees.roots()).forEach(flat::addRoots);
    Arrays.stream(trees.columns()).forEach(flat::addColumns);
    Arrays.stream(trees.values()).forEach(flat::addValues);
    Arrays.stream(trees.above()).forEach(flat::addAbove);
    return BoostedTreesModelProto.newBuilder()
        .setMetadata(metadata)
        .setBase(trees.base())
        .setTrees(flat)
        .build();
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
    return predict(example, trees);
  }

  /**
   * Returns the features by how many splits read them.
   *
   * @param n the most features to return, or a negative number for all
   * @return features with their numbers of splits, most first, under the name of the output
   */
  @Override
  public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
    double[] splits = new double[featureIDMap.size()];
    for (int column : trees.columns()) {
      if (column != FlatTrees.LEAF) {
        splits[column]++;
      }
    }
    return topFeatures(splits, n);
  }

  @Override
  protected RegressorModel copy(ModelParts parts) {
    return new BoostedTreesModel(parts, trees);
  }
}
