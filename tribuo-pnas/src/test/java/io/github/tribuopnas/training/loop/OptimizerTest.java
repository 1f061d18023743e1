package io.github.tribuopnas.training.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.github.tribuopnas.training.engine.GradientMode;
import io.github.tribuopnas.training.optimizer.AdamW;
import io.github.tribuopnas.training.optimizer.Muon;
import io.github.tribuopnas.training.optimizer.Nesterov;
import io.github.tribuopnas.training.optimizer.Optimizer;
import io.github.tribuopnas.training.optimizer.OptimizerStep;
import io.github.tribuopnas.training.optimizer.RmsProp;
import io.github.tribuopnas.training.optimizer.Sgd;
import io.github.tribuopnas.training.optimizer.WeightMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every optimizer against its formula in doubles, under a falling rate and changing gradients. */
class OptimizerTest {

  private static final double[] RATES = {0.1, 0.08, 0.03, 0.001};
  private static final double[][] GRADIENTS = {
    {0.5, -1, 2}, {0.25, 0.75, -0.5}, {-1, 0, 1}, {0.125, 3, 0.5}
  };
  private static final double DECAY = 0.01;

  /** One element of the formula: keeps its own state. */
  private interface Formula {
    double step(double weight, double gradient, double decay, double rate, int step);
  }

  private static Parameter parameter(
      NDManager manager, String name, Parameter.Type type, float... values) {
    Parameter parameter =
        Parameter.builder()
            .setName(name)
            .setType(type)
            .optShape(new Shape(values.length))
            .optInitializer((m, shape, dataType) -> m.create(values, shape))
            .build();
    parameter.initialize(manager, DataType.FLOAT32);
    return parameter;
  }

  /** Two weights and a bias. */
  private static void assertFollows(
      Optimizer optimizer, boolean sparesBias, List<Formula> formulas) {
    double[] expected = {1, -2, 0.5};
    // In a new thread the engine records: what is made then of the parameters is no leaf.
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode none = GradientMode.off()) {
      Parameter weight = parameter(manager, "w", Parameter.Type.WEIGHT, 1, -2);
      Parameter bias = parameter(manager, "b", Parameter.Type.BIAS, 0.5f);
      ParameterVector vector = new ParameterVector(List.of(bias, weight), sparesBias, manager);
      List<NDArray> state = new ArrayList<>();
      for (float initial : optimizer.initialState()) {
        state.add(manager.full(vector.weights().getShape(), initial));
      }
      PtNDArray one = (PtNDArray) manager.ones(new Shape());
      int arrays = -1;
      for (int i = 0; i < RATES.length; i++) {
        try (NDManager step = manager.newSubManager()) {
          try (GradientMode mode = GradientMode.on()) {
            float[] g = {(float) GRADIENTS[i][0], (float) GRADIENTS[i][1]};
            NDArray loss = step.create(g).mul(weight.getArray()).sum();
            NDArray ofBias = step.create(new float[] {(float) GRADIENTS[i][2]});
            loss = loss.add(ofBias.mul(bias.getArray()).sum());
            JniUtils.backward((PtNDArray) loss, one, false, false);
          }
          try (GradientMode mode = GradientMode.off()) {
            optimizer.step(
                new OptimizerStep(
                    vector.weights(),
                    vector.gradient(step),
                    state,
                    DECAY,
                    vector.decayed(),
                    vector.matrices(),
                    i,
                    RATES[i],
                    RATES[Math.max(0, i - 1)],
                    tasks -> tasks.forEach(Runnable::run)));
            vector.zeroGradients();
          }
        }
        for (int j = 0; j < expected.length; j++) {
          double decay = j == 2 && sparesBias ? 0 : DECAY;
          expected[j] = formulas.get(j).step(expected[j], GRADIENTS[i][j], decay, RATES[i], i + 1);
        }
        float[] weights = weight.getArray().toFloatArray();
        float[] all = {weights[0], weights[1], bias.getArray().toFloatArray()[0]};
        float[] rounded = {(float) expected[0], (float) expected[1], (float) expected[2]};
        assertArrayEquals(rounded, all, 2e-6f, optimizer + " at step " + i);
        int now = manager.getManagedArrays().size();
        assertTrue(arrays < 0 || now == arrays, "a step leaves no array behind");
        arrays = now;
      }
    }
  }

  private static void assertFollows(
      Optimizer optimizer, List<Formula> first, List<Formula> second) {
    assertFollows(optimizer, false, first);
    assertFollows(optimizer, true, second);
  }

  private static List<Formula> sgd() {
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] v = {0};
      formulas.add(
          (w, g, d, r, t) -> {
            v[0] = 0.9 * v[0] + g + d * w;
            return w - r * v[0];
          });
    }
    return formulas;
  }

  private static List<Formula> nesterov() {
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] v = {0};
      formulas.add(
          (w, g, d, r, t) -> {
            double decayed = g + d * w;
            v[0] = 0.9 * v[0] + decayed;
            return w - r * (decayed + 0.9 * v[0]);
          });
    }
    return formulas;
  }

  private static List<Formula> rmsProp() {
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] s = {1, 0};
      formulas.add(
          (w, g, d, r, t) -> {
            double decayed = g + d * w;
            s[0] = 0.8 * s[0] + 0.2 * decayed * decayed;
            s[1] = 0.9 * s[1] + decayed / Math.sqrt(s[0] + 0.5);
            return w - r * s[1];
          });
    }
    return formulas;
  }

  private static List<Formula> adamW() {
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] s = {0, 0};
      formulas.add(
          (w, g, d, r, t) -> {
            s[0] = 0.9 * s[0] + 0.1 * g;
            s[1] = 0.99 * s[1] + 0.01 * g * g;
            double mean = s[0] / (1 - Math.pow(0.9, t));
            double square = s[1] / (1 - Math.pow(0.99, t));
            return w - r * d * w - r * mean / (Math.sqrt(square) + 1e-3);
          });
    }
    return formulas;
  }

  @Test
  void sgdKeepsTheRateOutsideItsMomentum() {
    assertFollows(new Sgd(0.9), sgd(), sgd());
  }

  @Test
  void nesterovLooksAhead() {
    assertFollows(new Nesterov(0.9), nesterov(), nesterov());
  }

  @Test
  void rmsPropHasItsEpsilonInsideTheRoot() {
    assertFollows(new RmsProp(0.8, 0.9, 0.5), rmsProp(), rmsProp());
  }

  @Test
  void adamWCorrectsItsMeansAndDecaysApart() {
    assertFollows(new AdamW(0.9, 0.99, 1e-3), adamW(), adamW());
  }

  private static List<Formula> muon() {
    List<Formula> formulas = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      double[] v = {0};
      formulas.add(
          (w, g, d, r, t) -> {
            v[0] = 0.9 * v[0] + g;
            return w - r * d * w - r * (g + 0.9 * v[0]);
          });
    }
    return formulas;
  }

  /** Without matrices it is Nesterov's momentum with the decay apart. */
  @Test
  void muonFollowsTheMomentumWhereThereIsNoMatrix() {
    assertFollows(new Muon(0.9, 0.5), muon(), muon());
  }

  /** The step is along the gradient, and orthogonal but for what three rounds leave. */
  @ParameterizedTest
  @CsvSource({"6, 40", "40, 6", "8, 8"})
  void muonBringsSingularValuesNearOne(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(7);
    float[] gradient = new float[rows * columns];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (random.nextGaussian() * (1 + i % columns));
    }
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode mode = GradientMode.off()) {
      NDArray weights = manager.zeros(new Shape(3 + gradient.length + 2));
      float[] padded = new float[3 + gradient.length + 2];
      System.arraycopy(gradient, 0, padded, 3, gradient.length);
      padded[0] = 5;
      NDArray velocity = manager.zeros(weights.getShape());
      WeightMatrix matrix = new WeightMatrix(3, rows, columns);
      new Muon(0, 0.5)
          .step(
              new OptimizerStep(
                  weights,
                  manager.create(padded),
                  List.of(velocity),
                  0,
                  weights.size(),
                  List.of(matrix),
                  0,
                  0.1,
                  0.1,
                  tasks -> tasks.forEach(Runnable::run)));
      float[] moved = weights.toFloatArray();
      assertEquals(-0.5, moved[0], 1e-6, "what is no matrix follows its gradient");
      assertEquals(0, moved[1]);
      assertEquals(0, moved[moved.length - 1]);
      double lift = Math.sqrt(Math.max(1, (double) rows / columns));
      double[][] step = new double[rows][columns];
      double along = 0;
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          step[i][j] = -moved[3 + i * columns + j] / (0.1 * 0.5 * lift);
          along += step[i][j] * gradient[i * columns + j];
        }
      }
      assertTrue(along > 0, "against the gradient");
      double squares = 0;
      for (double[] row : step) {
        for (double value : row) {
          squares += value * value;
        }
      }
      int rank = Math.min(rows, columns);
      assertEquals(1, Math.sqrt(squares / rank), 0.3, "the root of the mean square singular value");
    }
  }

  @Test
  void textFormsAreReadBack() {
    for (String text :
        List.of(
            "sgd(0.9)",
            "nesterov(0.5)",
            "muon(0.9,0.5)",
            "rmsprop(0.9,0.9,1)",
            "adamw(0.9,0.999,1.0E-8)")) {
      assertEquals(text, Optimizer.parse(text).arguments().toString());
      assertEquals(Optimizer.parse(text), Optimizer.parse(text));
    }
  }

  @Test
  void wrongTextsNameWhatThereIs() {
    assertRefused("nag(0.9)", "sgd(MOMENTUM), nesterov(MOMENTUM)");
    assertRefused("sgd", "sgd(MOMENTUM)");
    assertRefused("sgd(0.9,1)", "sgd(MOMENTUM)");
    assertRefused("sgd(1)", "momentum is 1.0");
    assertRefused("adamw(0.9,x,1)", "'x'");
    assertRefused("rmsprop(0.9", "NAME(NUMBER,...)");
  }

  private static void assertRefused(String text, String named) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> Optimizer.parse(text));
    assertTrue(refusal.getMessage().contains(named), refusal.getMessage());
  }

  @Test
  void aGradientLongerThanTheLimitIsScaledToIt() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode mode = GradientMode.off()) {
      NDArray gradient = manager.create(new float[] {3, 0, -4});
      TrainingRun.clip(gradient, 10);
      assertArrayEquals(new float[] {3, 0, -4}, gradient.toFloatArray());
      TrainingRun.clip(gradient, 2.5);
      assertArrayEquals(new float[] {1.5f, 0, -2}, gradient.toFloatArray(), 1e-6f);
    }
  }

  /** Values 4 then 0 for ever, d = 0.75: (1 + n) / (10 + n) is below d until n = 26. */
  @Test
  void anAverageForgetsItsFirstValuesSoonAndThenKeepsItsShare() {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        GradientMode mode = GradientMode.off()) {
      WeightAverage average = new WeightAverage(manager.create(new float[] {4, 1}), 0.75, manager);
      NDArray values = manager.create(new float[] {0, 1});
      average.update(values, 0);
      assertArrayEquals(new float[] {0.4f, 1}, average.average().toFloatArray(), 1e-6f);
      average.update(values, 1);
      assertArrayEquals(new float[] {0.4f * 2 / 11, 1}, average.average().toFloatArray(), 1e-6f);
      average.update(values, 1000);
      assertArrayEquals(
          new float[] {0.4f * 2 / 11 * 0.75f, 1}, average.average().toFloatArray(), 1e-6f);
    }
  }
}
