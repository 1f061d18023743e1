package io.github.tribuopnas.surrogate.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.regression.Regressor;

/**
 * What the protobuf form of every model of regressors holds.
 *
 * @param name the model's name
 * @param provenance where it comes from
 * @param features the features it was trained on
 * @param outputs its outputs
 */
public record ModelParts(
    String name,
    ModelProvenance provenance,
    ImmutableFeatureMap features,
    ImmutableOutputInfo<Regressor> outputs) {

  /**
   * Reads the parts.
   *
   * @param metadata the message of Tribuo's that holds them
   * @return the parts
   * @throws InvalidProtocolBufferException if it is no such message
   * @throws IllegalArgumentException if it is of a model of something else
   */
  public static ModelParts of(ByteString metadata) throws InvalidProtocolBufferException {
    ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(ModelDataProto.parseFrom(metadata));
    return new ModelParts(
        carrier.name(),
        carrier.provenance(),
        carrier.featureDomain(),
        Outputs.regressors(carrier.outputDomain()));
  }

  /**
   * Requires the version that this release reads.
   *
   * @param model the model's class
   * @param version the version of a file
   * @param current the version of this release
   * @throws IllegalArgumentException if they differ
   */
  public static void requireVersion(Class<?> model, int version, int current) {
    if (version != current) {
      throw new IllegalArgumentException(
          model.getSimpleName()
              + " of version "
              + version
              + "; this release reads version "
              + current
              + " only");
    }
  }
}
