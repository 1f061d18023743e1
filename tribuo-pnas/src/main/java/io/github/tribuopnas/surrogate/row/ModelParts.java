package io.github.tribuopnas.surrogate.row;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.time.OffsetDateTime;
import org.tribuo.Dataset;
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
   * Describes a model that is being trained.
   *
   * @param model the model's class
   * @param name the model's name
   * @param examples what it learns from
   * @param call the call of its trainer
   * @return the parts
   */
  public static ModelParts of(
      Class<? extends RegressorModel> model,
      String name,
      Dataset<Regressor> examples,
      RegressorTrainer.Call call) {
    return new ModelParts(
        name,
        new ModelProvenance(
            model.getName(),
            OffsetDateTime.now(),
            examples.getProvenance(),
            call.trainer(),
            call.run()),
        examples.getFeatureIDMap(),
        examples.getOutputIDInfo());
  }

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
   * @throws IllegalArgumentException if it is not {@link RegressorModel#CURRENT_VERSION}
   */
  public static void requireVersion(Class<? extends RegressorModel> model, int version) {
    if (version != RegressorModel.CURRENT_VERSION) {
      throw new IllegalArgumentException(
          model.getSimpleName()
              + " of version "
              + version
              + "; this release reads version "
              + RegressorModel.CURRENT_VERSION
              + " only");
    }
  }
}
