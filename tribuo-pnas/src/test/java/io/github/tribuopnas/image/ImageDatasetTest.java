package io.github.tribuopnas.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.tribuopnas.image.source.DigitDataSource;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.RealInfo;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.baseline.DummyClassifierTrainer;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.dataset.DatasetView;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.evaluation.KFoldSplitter;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.DatasetProto;
import org.tribuo.test.Helpers;
import org.tribuo.transform.TransformationMap;
import org.tribuo.transform.TransformerMap;
import org.tribuo.transform.transformations.LinearScalingTransformation;

final class ImageDatasetTest {

  private static final ImageFormat RGB = ImageFormat.of(4, 3, 3);
  private static final PackedImages IMAGES = TestImages.random(RGB, 5, 12, 8, 4);
  private static final ImageDataset DATASET = TestImages.dataset(IMAGES);

  /** The same images as Tribuo itself would hold them. */
  private static MutableDataset<Label> tribuoDataset() {
    MutableDataset<Label> dataset =
        new MutableDataset<>(DATASET.getSourceProvenance(), new LabelFactory());
    for (int i = 0; i < IMAGES.size(); i++) {
      String[] names = new String[36];
      double[] values = new double[36];
      for (int p = 0; p < 36; p++) {
        names[p] = String.format("%02d", p);
        values[p] = IMAGES.value(i, p);
      }
      dataset.add(new ArrayExample<>(new Label("class" + IMAGES.label(i)), names, values));
    }
    return dataset;
  }

  @Test
  void itsExamplesAreThoseOfAnOrdinaryDataset() {
    MutableDataset<Label> ordinary = tribuoDataset();
    assertEquals(ordinary.getData(), DATASET.getData());
    int i = 0;
    for (Example<Label> example : DATASET) {
      assertEquals(ordinary.getExample(i++), example);
    }
    assertEquals(24, i);
    assertThrows(IllegalArgumentException.class, () -> DATASET.getExample(24));
  }

  @Test
  void itsFeatureStatisticsAreThoseThatTribuoMeasures() {
    MutableDataset<Label> ordinary = tribuoDataset();
    assertEquals(36, DATASET.getFeatureIDMap().size());
    for (int p = 0; p < 36; p++) {
      String name = String.format("%02d", p);
      assertEquals(p, DATASET.getFeatureIDMap().getID(name));
      RealInfo ours = (RealInfo) DATASET.getFeatureMap().get(name);
      double sum = 0;
      double least = Double.MAX_VALUE;
      for (Example<Label> example : ordinary) {
        sum += example.lookup(name).getValue();
        least = Math.min(least, example.lookup(name).getValue());
      }
      assertEquals(24, ours.getCount());
      assertEquals(sum / 24, ours.getMean(), 1e-9);
      assertEquals(least, ours.getMin());
      double squares = 0;
      for (Example<Label> example : ordinary) {
        squares += Math.pow(example.lookup(name).getValue() - sum / 24, 2);
      }
      assertEquals(squares / 23, ours.getVariance(), 1e-7);
    }
  }

  @Test
  void theIdOfALabelIsItsPlaceAmongTheClasses() {
    for (int c = 0; c < 3; c++) {
      assertEquals(c, DATASET.getOutputIDInfo().getID(new Label("class" + c)));
    }
    assertEquals(24, DATASET.getOutputInfo().getTotalObservations());
    assertEquals(3, DATASET.getOutputs().size());
  }

  @Test
  void aClassWithoutImagesIsNoneOfTheDatasets() {
    PackedImages gap = TestImages.random(RGB, 5, 3, 0, 4);
    ImageDataset dataset = TestImages.dataset(gap);
    assertEquals(2, dataset.getOutputIDInfo().size());
    assertEquals(1, dataset.getOutputIDInfo().getID(new Label("class2")));
    assertEquals(List.of("class0", "class1", "class2"), dataset.images().classes());
    PackedImages packed = ImagePacker.pack(dataset, RGB);
    assertEquals(List.of("class0", "class2"), packed.classes());
    for (int i = 0; i < 7; i++) {
      assertEquals(gap.label(i) == 0 ? 0 : 1, packed.label(i));
    }
  }

  @Test
  void aChangedExampleChangesNothingElse() {
    Example<Label> example = DATASET.getExample(0);
    example.set(new Feature("00", -1));
    example.removeFeatures(List.of(new Feature("01", 0)));
    assertNotEquals(example, DATASET.getExample(0));
    assertEquals(36, DATASET.getExample(0).size());
    assertEquals(IMAGES.value(0, 0), DATASET.getExample(0).lookup("00").getValue());
  }

  @Test
  void shufflingChangesTheIterationAndNotTheExamples() {
    ImageDataset dataset = TestImages.dataset(IMAGES);
    dataset.shuffle(true);
    List<Example<Label>> shuffled = new ArrayList<>();
    dataset.iterator().forEachRemaining(shuffled::add);
    assertEquals(DATASET.getExample(3), dataset.getExample(3));
    assertNotEquals(DATASET.getData(), shuffled);
    assertEquals(24, shuffled.stream().distinct().count());
    dataset.shuffle(false);
    assertEquals(DATASET.getExample(0), dataset.iterator().next());
  }

  @Test
  void viewsFoldsAndCrossValidationWork() {
    DatasetView<Label> view =
        DatasetView.createView(DATASET, e -> e.getOutput().getLabel().equals("class1"), "one");
    assertEquals(8, view.size());
    Iterator<KFoldSplitter.TrainTestFold<Label>> folds =
        new KFoldSplitter<Label>(3, 1L).split(DATASET, true);
    int total = 0;
    while (folds.hasNext()) {
      total += folds.next().test.size();
    }
    assertEquals(24, total);
    CrossValidation<Label, LabelEvaluation> validation =
        new CrossValidation<>(
            DummyClassifierTrainer.createMostFrequentTrainer(),
            DATASET,
            new LabelEvaluator(),
            4,
            1);
    assertEquals(4, validation.evaluate().size());
  }

  @Test
  void aModelTrainedOnItIsEvaluatedAndComesBackFromItsProtobuf() {
    Model<Label> model = DummyClassifierTrainer.createMostFrequentTrainer().train(DATASET);
    assertEquals(0.5, new LabelEvaluator().evaluate(model, DATASET).accuracy(), 1e-12);
    Helpers.testModelProtoSerialization(model, Label.class, DATASET);
    Helpers.testProvenanceMarshalling(model.getProvenance());
  }

  @Test
  void itComesBackFromItsProtobuf() {
    Helpers.testDatasetSerialization(DATASET);
    ImageDataset part = TestImages.dataset(IMAGES.select(new int[] {5, 0, 7, 3, 9}));
    ImageDataset back = (ImageDataset) Dataset.deserialize(part.serialize());
    TestImages.assertSameImages(part.images(), back.images());
    assertEquals(part.getSourceProvenance(), back.getSourceProvenance());
    float[] fractions = {0.25f, -3, 1e9f, 0};
    ImageFormat format =
        ImageFormat.builder()
            .setHeight(1)
            .setWidth(2)
            .setChannels(1)
            .optLayout(PixelLayout.HWC)
            .optFirstIndex(1)
            .optMaximum(2)
            .build();
    PackedImages floats =
        PackedImages.ofFloats(format, fractions, new int[] {1, 0}, List.of("a", "b"));
    Helpers.testDatasetSerialization(TestImages.dataset(floats));
    TestImages.assertSameImages(
        floats,
        ((ImageDataset) Dataset.deserialize(TestImages.dataset(floats).serialize())).images());
  }

  @Test
  void aViewComesBackFromItsProtobuf() {
    Helpers.testDatasetSerialization(new DatasetView<>(DATASET, new int[] {3, 1, 1}, "three"));
  }

  @Test
  void aDamagedProtobufIsRefused() throws Exception {
    DatasetProto proto = DATASET.serialize();
    ByteString bytes = proto.getSerializedData().unpack(BytesValue.class).getValue();
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 200; i++) {
      ByteString cut = bytes.substring(0, random.nextInt(bytes.size()));
      assertThrows(
          InvalidProtocolBufferException.class,
          () -> ImageDataset.deserializeFromProto(0, "", Any.pack(BytesValue.of(cut))));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> ImageDataset.deserializeFromProto(1, "", proto.getSerializedData()));
  }

  @Test
  void aProtobufThatClaimsTooMuchAllocatesNothing() throws Exception {
    ByteString.Output bytes = ByteString.newOutput();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(4096);
    out.writeInt(4096);
    out.writeInt(1);
    out.writeUTF("CHW");
    out.writeInt(0);
    out.writeDouble(255);
    out.writeInt(Integer.MAX_VALUE);
    DataInputStream in = new DataInputStream(bytes.toByteString().newInput());
    IOException e =
        assertThrows(IOException.class, () -> PackedImagesStream.read(in, bytes.size()));
    assertTrue(e.getMessage().contains("2147483647 items"), e.getMessage());
  }

  @Test
  void transformersAreFittedToTheImages() {
    TransformationMap map = new TransformationMap(List.of(new LinearScalingTransformation(0, 1)));
    TransformerMap ours = DATASET.createTransformers(map);
    TransformerMap ordinary = tribuoDataset().createTransformers(map);
    assertEquals(
        ordinary.transformExample(DATASET.getExample(0)),
        ours.transformExample(DATASET.getExample(0)));
  }

  @Test
  void javaSerialisationIsRefused() throws Exception {
    try (ObjectOutputStream stream = new ObjectOutputStream(new ByteArrayOutputStream())) {
      assertThrows(NotSerializableException.class, () -> stream.writeObject(DATASET));
    }
  }

  @Test
  void theProvenanceComesBack() {
    Helpers.testProvenanceMarshalling(DATASET.getProvenance());
  }

  @Test
  void aLimitIsNamedInTheProvenance() {
    ImageDataset some = DATASET.limit(10, 3);
    assertEquals(10, some.size());
    TestImages.assertSameImages(IMAGES.limit(10, 3), some.images());
    Helpers.testProvenanceMarshalling(some.getProvenance());
    Helpers.testDatasetSerialization(some);
    SubsetProvenance provenance = (SubsetProvenance) some.getSourceProvenance();
    assertEquals(DATASET.getSourceProvenance(), provenance.source());
    assertNotEquals(some.getSourceProvenance(), DATASET.limit(10, 4).getSourceProvenance());
    assertEquals(DATASET, DATASET.limit(24, 3));
  }

  /** Models that were saved before say how many images they learned from, and not which part. */
  @Test
  void aProvenanceThatDoesNotTellWhatWasChosenIsRead() {
    SubsetProvenance some = (SubsetProvenance) DATASET.limit(10, 3).getSourceProvenance();
    Map<String, Provenance> told = new HashMap<>();
    some.forEach(pair -> told.put(pair.getA(), pair.getB()));
    assertEquals(some, new SubsetProvenance(told));
    told.remove("choice");
    SubsetProvenance read = new SubsetProvenance(told);
    assertEquals(some.source(), read.source());
    assertNotEquals(some, read);
  }

  @Test
  void aLimitOfASourceIsWhatTheLimitedSourceGives() {
    ImageDataSource digits = new DigitDataSource(DigitDataSource.Part.TEST);
    ImageDataset some = new ImageDataset(digits).limit(20, 3);
    LimitedImageDataSource source = new LimitedImageDataSource(digits, 20, 3);
    TestImages.assertSameImages(source.images(), some.images());
    assertEquals(source.getProvenance(), some.getSourceProvenance());
    Helpers.testProvenanceMarshalling(some.getProvenance());
    Helpers.testDatasetSerialization(some);
    assertNotEquals(
        source.getProvenance(), new LimitedImageDataSource(digits, 20, 4).getProvenance());
    PropertyException none =
        assertThrows(PropertyException.class, () -> new LimitedImageDataSource(digits, 0, 3));
    assertTrue(
        none.getMessage().contains("count is 0; allowed are numbers from 1"), none.getMessage());
  }

  @Test
  void aPartOfASourceIsWhatTheSplitSourceGives() {
    ImageDataSource digits = new DigitDataSource(DigitDataSource.Part.TEST);
    for (SplitPart part : SplitPart.values()) {
      ImageDataset some = new ImageDataset(digits).part(0.1, 3, part);
      SplitImageDataSource source = new SplitImageDataSource(digits, 0.1, 3, part);
      TestImages.assertSameImages(source.images(), some.images());
      assertEquals(source.getProvenance(), some.getSourceProvenance());
      TestImages.assertMadeAgain(source);
      Helpers.testProvenanceMarshalling(some.limit(20, 4).getProvenance());
    }
    ImageDataset made = DATASET.part(0.3, 3, SplitPart.TEST);
    assertTrue(made.getSourceProvenance() instanceof SubsetProvenance);
    Helpers.testProvenanceMarshalling(made.getProvenance());
    // As many images, but not the same.
    ImageDataset test = DATASET.part(0.5, 3, SplitPart.TEST);
    ImageDataset others = DATASET.part(0.5, 3, SplitPart.TRAIN);
    ImageDataset limited = DATASET.limit(12, 3);
    assertEquals(List.of(12, 12, 12), List.of(test.size(), others.size(), limited.size()));
    assertNotEquals(test.getSourceProvenance(), others.getSourceProvenance());
    assertNotEquals(test.getSourceProvenance(), limited.getSourceProvenance());
    PropertyException none =
        assertThrows(
            PropertyException.class, () -> new SplitImageDataSource(digits, 0, 3, SplitPart.TEST));
    assertTrue(none.getMessage().contains("above 0 and below 1"), none.getMessage());
  }

  @Test
  void aLimitOfALimitIsOneSource() {
    ImageDataSource digits = new DigitDataSource(DigitDataSource.Part.TEST);
    ImageDataset some = new ImageDataset(digits).limit(60, 3).limit(40, 4).limit(20, 5);
    ImageDataSource source = digits;
    for (int[] step : new int[][] {{60, 3}, {40, 4}, {20, 5}}) {
      source = new LimitedImageDataSource(source, step[0], step[1]);
    }
    TestImages.assertSameImages(source.images(), some.images());
    assertEquals(source.getProvenance(), some.getSourceProvenance());
    TestImages.assertMadeAgain(source);
    Helpers.testProvenanceMarshalling(some.getProvenance());
    // Tribuo's ReproUtil takes any component of the source's class.
    long sources =
        ProvenanceUtil.extractConfiguration((ImageSourceProvenance) some.getSourceProvenance())
            .stream()
            .filter(component -> component.getClassName().contains("Limited"))
            .count();
    assertEquals(1, sources);
  }

  @Test
  void fiftyThousandColorImagesTakeAHundredAndFiftyMegabytes() {
    ImageFormat cifar = ImageFormat.of(32, 32, 3);
    byte[] pixels = new byte[50_000 * cifar.pixels()];
    int[] labels = new int[50_000];
    labels[1] = 1;
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long before = runtime.totalMemory() - runtime.freeMemory() - pixels.length;
    ImageDataset dataset =
        TestImages.dataset(PackedImages.ofBytes(cifar, pixels, labels, List.of("a", "b")));
    assertEquals(3072, dataset.getExample(49_999).size());
    System.gc();
    long used = runtime.totalMemory() - runtime.freeMemory() - before;
    assertTrue(used < 170_000_000, used + " bytes");
    assertEquals(50_000, dataset.size());
  }
}
