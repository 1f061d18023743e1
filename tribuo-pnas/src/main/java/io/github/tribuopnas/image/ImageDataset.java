package io.github.tribuopnas.image;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import io.github.tribuopnas.base.AsciiCapitals;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.RandomAccess;
import org.tribuo.DataSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableDataset;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.DatasetDataCarrier;
import org.tribuo.protos.core.DatasetDataProto;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.provenance.DataProvenance;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformerMap;
import org.tribuo.util.Util;

/**
 * A Tribuo dataset over {@link PackedImages}: its examples are made when they are asked for.
 *
 * <p>50,000 RGB images of 32x32 take 150 MB instead of the 1.9 GB that the same images take as
 * examples. Every call makes a new example, so a change to one changes neither the dataset nor
 * another. All pixels are features, zeros too; their names are numbers with leading zeros ({@code
 * 017}), in the order of the format's layout. As everywhere in Tribuo, classes without an image do
 * not belong to the dataset; the ids of the others are in the order of {@link
 * PackedImages#classes()}.
 */
public final class ImageDataset extends ImmutableDataset<Label> {

  private static final long serialVersionUID = 1L;

  private final transient PackedImages images;
  private final transient ImageExamples examples;

  /**
   * Makes a dataset of packed images.
   *
   * @param images the images, at least one
   * @param provenance where they come from
   * @throws IllegalArgumentException if there is no image
   */
  public ImageDataset(PackedImages images, DataProvenance provenance) {
    super(provenance, new LabelFactory(), null, LabelDomain.of(images));
    if (images.size() == 0) {
      throw new IllegalArgumentException("a dataset needs at least one image");
    }
    this.images = images;
    this.examples = new ImageExamples(images);
  }

  /**
   * Makes a dataset of a source; Tribuo's {@code ReproUtil} calls this when it makes the dataset of
   * a model again.
   *
   * @param source an {@link ImageDataSource}
   * @throws IllegalArgumentException if it is a source of another kind
   */
  public ImageDataset(DataSource<Label> source) {
    this(checked(source).images(), source.getProvenance());
  }

  private static ImageDataSource checked(DataSource<Label> source) {
    if (source instanceof ImageDataSource images) {
      return images;
    }
    throw new IllegalArgumentException(
        source.getClass().getName()
            + " is no source of packed images; use a MutableDataset for its examples");
  }

  /**
   * Returns the packed images.
   *
   * @return the images, in the order of {@link #getExample}
   */
  public PackedImages images() {
    return images;
  }

  /**
   * Returns the format of the images.
   *
   * @return the format
   */
  public ImageFormat format() {
    return images.format();
  }

  /**
   * Draws a stratified random subset, as {@link PackedImages#limit} does.
   *
   * @param count how many images to keep; a count of {@link #size()} or more keeps all
   * @param seed the seed of the choice
   * @return a dataset that shares the pixels, and whose provenance names the count and the seed;
   *     that of a source's images is the one of a {@link LimitedImageDataSource}
   * @throws IllegalArgumentException if the count is below 1
   */
  public ImageDataset limit(int count, long seed) {
    if (count >= size()) {
      return this;
    }
    DataProvenance limited =
        sourceProvenance instanceof ImageSourceProvenance source
            ? ImageSourceProvenance.limited(source, count, seed)
            : SubsetProvenance.limited(sourceProvenance, count, seed);
    return new ImageDataset(images.limit(count, seed), limited);
  }

  /**
   * Returns the same images among other classes.
   *
   * @param names the names of the classes, those of the images among them
   * @return a dataset of the same images, with the same provenance
   * @throws IllegalArgumentException if an image belongs to none of them
   */
  public ImageDataset withClasses(List<String> names) {
    return new ImageDataset(images.withClasses(names), sourceProvenance);
  }

  /**
   * Returns one of two parts: images set aside to test with, from each class the same fraction and
   * at least one, or the others. At least two images of each class are left; a class of two or
   * fewer gives none. Which image goes where depends on the labels and the seed alone.
   *
   * @param fraction how much of each class is set aside as test images, above 0 and below 1
   * @param seed the seed of the choice
   * @param part which part is wanted
   * @return a dataset that shares the pixels; the provenance of a source's images is that of a
   *     {@link SplitImageDataSource}
   * @throws IllegalArgumentException if the fraction is not allowed, or no class has enough images
   */
  public ImageDataset part(double fraction, long seed, SplitPart part) {
    PackedImages chosen = StratifiedSampler.testSplit(images, fraction, seed, part);
    DataProvenance divided =
        sourceProvenance instanceof ImageSourceProvenance source
            ? ImageSourceProvenance.part(source, fraction, seed, part)
            : SubsetProvenance.part(sourceProvenance, fraction, part, chosen.size(), seed);
    return new ImageDataset(chosen, divided);
  }

  /** Returns the images if their features mean what the caller expects. */
  PackedImages images(ImageFormat expected) {
    if (!images.format().namesLike(expected)) {
      throw new IllegalArgumentException(
          "the dataset holds images of "
              + images.format()
              + ", but "
              + expected
              + " was asked for");
    }
    return images;
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public Example<Label> getExample(int index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException(
          "there is no example " + index + "; the dataset has 0 to " + (size() - 1));
    }
    return examples.get(index);
  }

  @Override
  public List<Example<Label>> getData() {
    return new Examples();
  }

  @Override
  public synchronized Iterator<Example<Label>> iterator() {
    return indices == null ? getData().iterator() : new Shuffled(indices.clone()).iterator();
  }

  @Override
  public synchronized void shuffle(boolean shuffle) {
    indices = shuffle ? Util.randperm(size(), rng) : null;
  }

  /** {@inheritDoc} The statistics of the features are measured on the first call. */
  @Override
  public synchronized ImmutableFeatureMap getFeatureIDMap() {
    if (featureIDMap == null) {
      featureIDMap = FeatureDomain.of(images, FeatureDomain.names(images.format()));
    }
    return featureIDMap;
  }

  @Override
  public ImmutableFeatureMap getFeatureMap() {
    return getFeatureIDMap();
  }

  /** {@inheritDoc} Tribuo's method reads stored examples, so this works on a copy that has them. */
  @Override
  public TransformerMap createTransformers(
      TransformationMap transformations, boolean includeImplicitZeroFeatures) {
    return MutableDataset.createDeepCopy(this)
        .createTransformers(transformations, includeImplicitZeroFeatures);
  }

  /**
   * Writes the images, packed as they are, with their provenance. A protobuf message holds at most
   * 2 GiB.
   *
   * @return Tribuo's protobuf of a dataset, which {@link Dataset#deserialize} reads where this
   *     class is on the class path
   * @throws IllegalStateException if the images do not fit a protobuf
   */
  @Override
  public DatasetProto serialize() {
    long length = (long) images.size() * images.format().pixels();
    if (length > Integer.MAX_VALUE / 2) {
      throw new IllegalStateException(
          "the pixels of "
              + images
              + " do not fit one protobuf message, which holds at most 2 GiB");
    }
    ByteString.Output bytes = ByteString.newOutput();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      byte[] metadata =
          AsciiCapitals.in(() -> createDataCarrier(getFeatureIDMap(), outputIDInfo).serialize())
              .toByteArray();
      out.writeInt(metadata.length);
      out.write(metadata);
      PackedImagesStream.write(images, out);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return DatasetProto.newBuilder()
        .setVersion(CURRENT_VERSION)
        .setClassName(ImageDataset.class.getName())
        .setSerializedData(Any.pack(BytesValue.of(bytes.toByteString())))
        .build();
  }

  /**
   * Reads what {@link #serialize} wrote. Called by Tribuo.
   *
   * @param version the version of the form, 0
   * @param className the name of this class
   * @param message the content
   * @return the dataset
   * @throws InvalidProtocolBufferException if the content is damaged
   * @throws IllegalArgumentException if the version is unknown
   */
  public static ImageDataset deserializeFromProto(int version, String className, Any message)
      throws InvalidProtocolBufferException {
    if (version != CURRENT_VERSION) {
      throw new IllegalArgumentException(
          "version "
              + version
              + " of the packed images is unknown; this library reads version "
              + CURRENT_VERSION);
    }
    ByteString bytes = message.unpack(BytesValue.class).getValue();
    try (DataInputStream in = new DataInputStream(bytes.newInput())) {
      int length = in.readInt();
      if (length < 0 || length > bytes.size()) {
        throw new InvalidProtocolBufferException("the metadata are damaged");
      }
      DatasetDataProto metadata = DatasetDataProto.parseFrom(in.readNBytes(length));
      PackedImages images = PackedImagesStream.read(in, bytes.size());
      return new ImageDataset(images, DatasetDataCarrier.deserialize(metadata).provenance());
    } catch (InvalidProtocolBufferException e) {
      throw e;
    } catch (IOException e) {
      throw new InvalidProtocolBufferException(e);
    }
  }

  @Override
  public String toString() {
    return "ImageDataset(" + images + ")";
  }

  /**
   * Refuses Java serialization.
   *
   * @param stream where the dataset will not be written
   * @throws NotSerializableException always
   */
  private void writeObject(ObjectOutputStream stream) throws IOException {
    throw new NotSerializableException(
        ImageDataset.class.getName() + ": use serialize(), Tribuo's protobuf form");
  }

  private final class Examples extends AbstractList<Example<Label>> implements RandomAccess {
    @Override
    public Example<Label> get(int index) {
      return examples.get(index);
    }

    @Override
    public int size() {
      return images.size();
    }
  }

  private final class Shuffled extends AbstractList<Example<Label>> implements RandomAccess {
    private final int[] order;

    Shuffled(int[] order) {
      this.order = order;
    }

    @Override
    public Example<Label> get(int index) {
      return examples.get(order[index]);
    }

    @Override
    public int size() {
      return order.length;
    }
  }
}
