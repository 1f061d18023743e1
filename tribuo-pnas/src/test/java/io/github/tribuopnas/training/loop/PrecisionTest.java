package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import io.github.tribuopnas.training.Recipe;
import io.github.tribuopnas.training.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Trainings in bf16 beside the same ones in float32. */
class PrecisionTest {

  /** Five steps an epoch. */
  private static Recipe recipe(Precision precision, int epochs) {
    return Recipe.builder()
        .optEpochs(epochs)
        .optBatchSize(40)
        .optLearningRate(0.02)
        .optAuxiliaryWeight(0.4)
        .optRefusesChance(false)
        .optPrecision(precision)
        .build();
  }

  private static List<Double> losses(Precision precision, int epochs) throws InterruptedException {
    List<Double> losses = new ArrayList<>();
    EpochListener listener =
        new EpochListener() {
          @Override
          public void epochFinished(int epoch, int all, double loss) {
            losses.add(loss);
          }
        };
    new NetworkTraining(SmallTraining.SPEC, recipe(precision, epochs), listener)
        .train(SmallTraining.TRAIN, 1)
        .close();
    return losses;
  }

  @Test
  void theFirstStepsOfBothDifferAndAllNumbersAreFinite() throws InterruptedException {
    double single = losses(Precision.FLOAT32, 1).get(0);
    double half = losses(Precision.BF16, 1).get(0);
    assertNotEquals(single, half);
    assertEquals(single, half, 0.02);
  }

  @Test
  void autoIsFloat32OnACpuBitForBit() throws InterruptedException {
    assertEquals(losses(Precision.FLOAT32, 1), losses(Precision.AUTO, 1));
  }

  @Test
  void theSameSeedGivesTheSameBf16Training() throws InterruptedException {
    assertEquals(losses(Precision.BF16, 1), losses(Precision.BF16, 1));
  }

  /** Autocast is a state of the thread. */
  @Test
  void aTrainingInBf16LeavesTheNextOneAlone() throws InterruptedException {
    List<Double> before = losses(Precision.FLOAT32, 1);
    losses(Precision.BF16, 1);
    assertEquals(before, losses(Precision.FLOAT32, 1));
  }

  @Test
  void tf32IsRefusedOnACpuWithWhatThereIs() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> losses(Precision.TF32, 1)).getMessage();
    assertTrue(message.contains("float32 or bf16"), message);
  }

  @Test
  void theDeviceDecidesWhatAutoIs() {
    assertEquals(Precision.FLOAT32, Precision.AUTO.on(Device.cpu()));
    assertEquals(Precision.TF32, Precision.AUTO.on(Device.gpu()));
    assertEquals(Precision.BF16, Precision.BF16.on(Device.gpu()));
    for (Precision precision : Precision.values()) {
      assertEquals(precision, Precision.parse(precision.text()));
    }
    String unknown =
        assertThrows(IllegalArgumentException.class, () -> Precision.parse("fp16")).getMessage();
    assertTrue(unknown.contains("auto, float32, tf32, bf16"), unknown);
  }

  /** Trials of before there was the field are found again. */
  @Test
  void aRecipeIsToldInTheWordsOfBeforeUnlessAPrecisionIsAskedFor() {
    assertFalse(Recipe.builder().build().toString().contains("precision"));
    Recipe half = recipe(Precision.BF16, 1);
    assertEquals("bf16", half.keptFields().get("precision"));
    assertEquals(half, Recipe.builder().setAll(half.keptFields()).build());
  }

  /** Of 8 bits and a rounding of each sum, 200 steps may make a few hundredths. */
  @Test
  @Tag("slow")
  void theLossesOf200StepsInBf16AreThoseOfFloat32WithinSixHundredths() throws InterruptedException {
    List<Double> single = losses(Precision.FLOAT32, 40);
    List<Double> half = losses(Precision.BF16, 40);
    for (int epoch = 0; epoch < single.size(); epoch++) {
      assertEquals(single.get(epoch), half.get(epoch), 0.06, "epoch " + (epoch + 1));
    }
    assertNotEquals(single, half);
    assertTrue(half.get(39) < half.get(0) / 2, half.toString());
  }
}
