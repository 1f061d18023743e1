package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.tribuopnas.base.NamedArguments;
import io.github.tribuopnas.image.ChannelNormalization;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.training.ClassBalance;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.augment.Augmentation;
import io.github.tribuopnas.training.augment.Augmenter;
import io.github.tribuopnas.training.augment.Crop;
import io.github.tribuopnas.training.augment.Displacement;
import io.github.tribuopnas.training.augment.WorkingImage;
import io.github.tribuopnas.training.trained.BatchFeed;
import io.github.tribuopnas.training.trained.TrainedNetwork;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches made in this program's memory and batches made where the network is. */
class BatchSourceTest {

  private static final int EPOCHS = 5;

  private static final int BATCH = 7;

  /** Not square, in color, of unequal channels; 46 images leave a rest of 4. */
  private static PackedImages colored() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] pixels = new byte[50 * 5 * 9 * 3];
    random.nextBytes(pixels);
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) ((pixels[i] & 0xff) / 3);
    }
    int[] labels = IntStream.range(0, 50).map(i -> i % 4).toArray();
    PackedImages all =
        PackedImages.ofBytes(ImageFormat.of(5, 9, 3), pixels, labels, List.of("a", "b", "c", "d"));
    return all.select(IntStream.range(0, 46).map(i -> 49 - i).toArray());
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  /** Bytes that are copied together: of two images, of the places of two batches, of everything. */
  private static final int[] PIECES = {300, 3_500, 1 << 20};

  private static List<int[]> epoch(BatchSource source, int[] order, NDManager manager) {
    List<int[]> arrays = new ArrayList<>();
    try (NDManager ofEpoch = manager.newSubManager()) {
      source.begin(order, ofEpoch);
      for (int batch = 0; batch < order.length / BATCH; batch++) {
        try (NDManager ofStep = ofEpoch.newSubManager()) {
          NDArray images = source.images(batch, ofStep);
          assertEquals(new Shape(BATCH, 3, 5, 9), images.getShape());
          arrays.add(bits(images.toFloatArray()));
          arrays.add(bits(source.targets(batch, ofStep).toFloatArray()));
        }
      }
    }
    return arrays;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "flip",
        "crop(2)",
        "cutout(4)",
        "crop(6)+flip+cutout(3)",
        "cutout(5)+crop(3)+flip+crop(3)",
        "flip+cutout(2)+flip+crop(1)"
      })
  void bothMakeTheSameBatchesToTheLastBit(String augmentations) {
    PackedImages images = colored();
    ChannelNormalization normalization = ChannelNormalization.of(images);
    List<Augmentation> changes = Augmentation.parseAll(augmentations);
    SoftLabels labels = new SoftLabels(images, 4, 0.1, ClassBalance.WEIGHTS, BATCH);
    for (int piece : PIECES) {
      assertSame(images, normalization, labels, changes, piece);
    }
  }

  private static void assertSame(
      PackedImages images,
      ChannelNormalization normalization,
      SoftLabels labels,
      List<Augmentation> changes,
      int piece) {
    SplittableRandom ofHost = new SplittableRandom(9);
    SplittableRandom ofResident = new SplittableRandom(9);
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      BatchSource host =
          new HostBatches(
              new BatchFeed(images, normalization, BATCH),
              new Augmenter(changes, images, normalization, ofHost),
              labels,
              BATCH);
      BatchSource resident =
          new ResidentBatches(
              images,
              normalization,
              labels,
              Displacement.all(changes).orElseThrow(),
              ofResident,
              BATCH,
              piece,
              manager);
      int[] order = IntStream.range(0, images.size()).toArray();
      for (int epoch = 0; epoch < 3; epoch++) {
        List<int[]> expected = epoch(host, order, manager);
        List<int[]> actual = epoch(resident, order, manager);
        assertEquals(12, actual.size());
        for (int i = 0; i < expected.size(); i++) {
          assertArrayEquals(expected.get(i), actual.get(i));
        }
        order = IntStream.of(order).map(i -> (i * 3 + 1) % images.size()).toArray();
      }
      assertEquals(ofHost.nextLong(), ofResident.nextLong(), "as many numbers were drawn");
    }
  }

  @Test
  void whatComputesNewValuesOrManyRectanglesIsMadeInMemory() {
    Augmentation brighter =
        new Augmentation() {
          @Override
          public void apply(WorkingImage image, RandomGenerator random) {
            image.values()[0] += 1;
          }

          @Override
          public NamedArguments arguments() {
            return NamedArguments.of("brighter");
          }
        };
    assertTrue(Displacement.all(List.of(new Crop(1))).isPresent());
    assertFalse(Displacement.all(List.of(new Crop(1), brighter)).isPresent());
    assertFalse(Displacement.all(Augmentation.parseAll("cutout(2)+cutout(2)")).isPresent());
  }

  private static float[][] train(Recipe recipe, long imageBytes) throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    try (TrainedNetwork network =
        NetworkTraining.builder()
            .setNetwork(SmallTraining.SPEC)
            .setRecipe(recipe)
            .optListener((epoch, epochs, loss) -> losses.add(loss))
            .optImageBytes(imageBytes)
            .build()
            .train(SmallTraining.TRAIN, 3)) {
      float[][] pixels = new float[6][64];
      for (int i = 0; i < pixels.length; i++) {
        SmallTraining.TEST.copyRaw(i, pixels[i]);
      }
      float[][] results = network.probabilities(pixels);
      results[5] = new float[losses.size()];
      for (int i = 0; i < losses.size(); i++) {
        results[5][i] = losses.get(i).floatValue();
      }
      return results;
    }
  }

  @Test
  void aTrainingIsTheSameToTheLastBit() throws InterruptedException {
    Recipe recipe = SmallTraining.recipe("muon(0.9,0.5)").build();
    assertArrayEquals(train(recipe, 0), train(recipe, Long.MAX_VALUE));
  }

  /**
   * The most direct buffers that an epoch adds. Whatever is collected meanwhile makes them fewer,
   * those of earlier tests too, so one epoch alone tells little.
   */
  private static long copiesOfAnEpoch(Recipe recipe) throws InterruptedException {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    TrainingPlace place = new TrainingPlace(List.of(Device.cpu()), 1, Long.MAX_VALUE);
    try (TrainingRun run =
        new TrainingRun(
            SmallTraining.SPEC, recipe.withEpochs(EPOCHS + 1), SmallTraining.TRAIN, place, 1)) {
      run.trainEpoch();
      long most = Long.MIN_VALUE;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        long before = direct.getCount();
        run.trainEpoch();
        most = Math.max(most, direct.getCount() - before);
      }
      return most;
    }
  }

  /** Every array that is made from Java's memory comes through a direct buffer. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(0.9)",
        "nesterov(0.9)",
        "muon(0.9,0.5)",
        "rmsprop(0.9,0.9,0.1)",
        "adamw(0.9,0.99,1e-6)"
      })
  void aStepCopiesNothingFromThisProgramsMemory(String optimizer) throws InterruptedException {
    Recipe recipe =
        SmallTraining.recipe(optimizer).optDropPath(0).optDropout(0).optBatchSize(10).build();
    long copies = copiesOfAnEpoch(recipe);
    assertTrue(copies <= 1, copies + " copies in an epoch of 20 steps; its places are one");
  }

  @Test
  void aStepWithDropoutCopiesItsMasks() throws InterruptedException {
    Recipe recipe = SmallTraining.recipe("sgd(0.9)").optDropPath(0).optBatchSize(10).build();
    long copies = copiesOfAnEpoch(recipe);
    assertTrue(copies > 10, "of 20 masks " + copies + " were counted");
  }
}
