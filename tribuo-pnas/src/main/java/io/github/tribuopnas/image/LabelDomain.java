package io.github.tribuopnas.image;

import com.google.protobuf.Any;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.OutputInfo;
import org.tribuo.classification.ImmutableLabelInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.protos.ImmutableLabelInfoProto;
import org.tribuo.protos.core.OutputDomainProto;

/**
 * Makes Tribuo's label info with chosen ids. Tribuo numbers the labels in the order of a hash map,
 * so that train and test images could get different numbers for the same class.
 */
final class LabelDomain {

  private LabelDomain() {}

  /** Returns the info of the classes that have images, in their order, with the counts. */
  static ImmutableOutputInfo<Label> of(PackedImages images) {
    PackedImages present = images.withoutEmptyClasses();
    int[] counts = present.classCounts();
    ImmutableLabelInfoProto.Builder labels = ImmutableLabelInfoProto.newBuilder();
    for (int id = 0; id < counts.length; id++) {
      labels.addLabel(present.classes().get(id)).addCount(counts[id]).addId(id);
    }
    OutputDomainProto domain =
        OutputDomainProto.newBuilder()
            .setVersion(0)
            .setClassName(ImmutableLabelInfo.class.getName())
            .setSerializedData(Any.pack(labels.build()))
            .build();
    return (ImmutableLabelInfo) OutputInfo.deserialize(domain);
  }
}
