package io.github.tribuopnas.search.strategy.baseline;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The controller of the NAS baseline (Zoph et al. 2018): one layer of LSTM that takes one choice
 * after the other. Each step reads the embedding of the choice before; a softmax over that step's
 * alternatives gives the probability of the next. In double precision and by {@link StrictMath}, so
 * that a seed means the same on every machine.
 *
 * <p>All parameters lie in one array: the input of the first step; the recurrent weights, four
 * gates of {@code units} rows, each of {@code units} inputs and {@code units} outputs of the step
 * before, and a bias; then for each step the output weights with a bias, {@code alternatives x
 * (units + 1)}, and the embeddings of its choices, {@code alternatives x units}.
 */
final class LstmController {

  private static final double INITIAL_RANGE = 0.1;
  private static final int INPUT_GATE = 0;
  private static final int FORGET_GATE = 1;
  private static final int OUTPUT_GATE = 2;
  private static final int NEW_VALUE = 3;
  private static final int GATES = 4;

  private final int units;
  private final int[] alternatives;
  private final double[] parameters;
  private final int[] outputAt;
  private final int[] embeddingAt;
  private final int recurrentAt;

  // What the last walk computed at each step; the states have one more row, that before step 0.
  private final double[][] gates;
  private final double[][] memory;
  private final double[][] state;
  private final double[][] probability;
  private final int[] inputAt;

  // Of the walk back: derivatives by the state, the memory, and the sums under the gates.
  private final double[] byState;
  private final double[] byMemory;
  private final double[] bySum;

  /**
   * Makes a controller with random weights, uniform from -0.1 to 0.1.
   *
   * @param alternatives how many alternatives each step has
   * @param units the units of the layer and of embeddings
   * @param random where the weights come from
   */
  LstmController(List<Integer> alternatives, int units, SplittableRandom random) {
    this.units = units;
    this.alternatives = alternatives.stream().mapToInt(Integer::intValue).toArray();
    int steps = this.alternatives.length;
    outputAt = new int[steps];
    embeddingAt = new int[steps];
    recurrentAt = units;
    int at = recurrentAt + GATES * units * (2 * units + 1);
    for (int step = 0; step < steps; step++) {
      outputAt[step] = at;
      at += this.alternatives[step] * (units + 1);
      embeddingAt[step] = at;
      at += this.alternatives[step] * units;
    }
    parameters = new double[at];
    for (int i = 0; i < at; i++) {
      parameters[i] = random.nextDouble(-INITIAL_RANGE, INITIAL_RANGE);
    }
    gates = new double[steps][GATES * units];
    memory = new double[steps + 1][units];
    state = new double[steps + 1][units];
    probability = new double[steps][];
    Arrays.setAll(probability, step -> new double[this.alternatives[step]]);
    inputAt = new int[steps];
    byState = new double[units];
    byMemory = new double[units];
    bySum = new double[GATES * units];
  }

  /** The parameters themselves, to be changed by whoever optimizes. */
  double[] parameters() {
    return parameters;
  }

  /**
   * Draws an alternative at each step.
   *
   * @param temperature 1 draws by the controller's probabilities; the higher, the closer all
   *     alternatives come to being equally likely
   */
  int[] sample(double temperature, SplittableRandom random) {
    int[] chosen = new int[alternatives.length];
    for (int step = 0; step < chosen.length; step++) {
      forward(step, step == 0 ? 0 : chosen[step - 1], temperature);
      double left = random.nextDouble();
      while (chosen[step] < alternatives[step] - 1 && left >= probability[step][chosen[step]]) {
        left -= probability[step][chosen[step]];
        chosen[step]++;
      }
    }
    return chosen;
  }

  /**
   * Adds the gradient of {@code -advantage * log P(chosen) - entropyWeight * H}, where H is the sum
   * of the entropies of the steps, given the choices before.
   *
   * @param chosen one alternative of each step
   * @param advantage what the choices were worth above what was expected
   * @param entropyWeight how much undecidedness is worth, at least 0
   * @param gradient is added to; as long as the parameters
   * @return the value whose gradient was added
   */
  double addGradient(int[] chosen, double advantage, double entropyWeight, double[] gradient) {
    double loss = 0;
    for (int step = 0; step < chosen.length; step++) {
      forward(step, step == 0 ? 0 : chosen[step - 1], 1);
      loss -= advantage * StrictMath.log(probability[step][chosen[step]]);
      loss -= entropyWeight * entropy(probability[step]);
    }
    Arrays.fill(byState, 0);
    Arrays.fill(byMemory, 0);
    for (int step = chosen.length - 1; step >= 0; step--) {
      backThroughChoice(step, chosen[step], advantage, entropyWeight, gradient);
      backThroughGates(step, gradient);
    }
    return loss;
  }

  private static double entropy(double[] probability) {
    double entropy = 0;
    for (double p : probability) {
      entropy -= p > 0 ? p * StrictMath.log(p) : 0;
    }
    return entropy;
  }

  /** Computes a step from the state before it. */
  private void forward(int step, int choiceBefore, double temperature) {
    int input = step == 0 ? 0 : embeddingAt[step - 1] + choiceBefore * units;
    inputAt[step] = input;
    double[] before = state[step];
    double[] gate = gates[step];
    int weight = recurrentAt;
    for (int row = 0; row < gate.length; row++) {
      double sum =
          parameters[weight + 2 * units]
              + dot(weight, parameters, input)
              + dot(weight + units, before, 0);
      weight += 2 * units + 1;
      gate[row] = row < NEW_VALUE * units ? 1 / (1 + StrictMath.exp(-sum)) : StrictMath.tanh(sum);
    }
    for (int i = 0; i < units; i++) {
      memory[step + 1][i] =
          gate[FORGET_GATE * units + i] * memory[step][i]
              + gate[INPUT_GATE * units + i] * gate[NEW_VALUE * units + i];
      state[step + 1][i] = gate[OUTPUT_GATE * units + i] * StrictMath.tanh(memory[step + 1][i]);
    }
    softmax(step, temperature);
  }

  private void softmax(int step, double temperature) {
    double[] p = probability[step];
    double[] current = state[step + 1];
    double most = Double.NEGATIVE_INFINITY;
    for (int choice = 0; choice < p.length; choice++) {
      int weight = outputAt[step] + choice * (units + 1);
      double sum = parameters[weight + units] + dot(weight, current, 0);
      p[choice] = sum / temperature;
      most = Math.max(most, p[choice]);
    }
    double total = 0;
    for (int choice = 0; choice < p.length; choice++) {
      p[choice] = StrictMath.exp(p[choice] - most);
      total += p[choice];
    }
    for (int choice = 0; choice < p.length; choice++) {
      p[choice] /= total;
    }
  }

  /** A row of weights times a vector, in four sums that the processor adds side by side. */
  private double dot(int weight, double[] vector, int from) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < units; i += 4) {
      first += parameters[weight + i] * vector[from + i];
      second += parameters[weight + i + 1] * vector[from + i + 1];
      third += parameters[weight + i + 2] * vector[from + i + 2];
      fourth += parameters[weight + i + 3] * vector[from + i + 3];
    }
    for (; i < units; i++) {
      first += parameters[weight + i] * vector[from + i];
    }
    return first + second + third + fourth;
  }

  private void backThroughChoice(
      int step, int chosen, double advantage, double entropyWeight, double[] gradient) {
    double[] p = probability[step];
    double[] current = state[step + 1];
    double entropy = entropyWeight == 0 ? 0 : entropy(p);
    for (int choice = 0; choice < p.length; choice++) {
      double byLogit = advantage * (p[choice] - (choice == chosen ? 1 : 0));
      if (entropyWeight != 0 && p[choice] > 0) {
        byLogit += entropyWeight * p[choice] * (StrictMath.log(p[choice]) + entropy);
      }
      int weight = outputAt[step] + choice * (units + 1);
      gradient[weight + units] += byLogit;
      for (int i = 0; i < units; i++) {
        gradient[weight + i] += byLogit * current[i];
        byState[i] += byLogit * parameters[weight + i];
      }
    }
  }

  /** Turns the derivatives by this step's state and memory into those by the step before. */
  private void backThroughGates(int step, double[] gradient) {
    double[] gate = gates[step];
    for (int i = 0; i < units; i++) {
      double in = gate[INPUT_GATE * units + i];
      double forget = gate[FORGET_GATE * units + i];
      double out = gate[OUTPUT_GATE * units + i];
      double value = gate[NEW_VALUE * units + i];
      double shown = StrictMath.tanh(memory[step + 1][i]);
      double total = byMemory[i] + byState[i] * out * (1 - shown * shown);
      bySum[INPUT_GATE * units + i] = total * value * in * (1 - in);
      bySum[FORGET_GATE * units + i] = total * memory[step][i] * forget * (1 - forget);
      bySum[OUTPUT_GATE * units + i] = byState[i] * shown * out * (1 - out);
      bySum[NEW_VALUE * units + i] = total * in * (1 - value * value);
      byMemory[i] = total * forget;
    }
    Arrays.fill(byState, 0);
    int input = inputAt[step];
    double[] before = state[step];
    int weight = recurrentAt;
    for (double derivative : bySum) {
      for (int i = 0; i < units; i++) {
        gradient[weight + i] += derivative * parameters[input + i];
        gradient[input + i] += derivative * parameters[weight + i];
        gradient[weight + units + i] += derivative * before[i];
        byState[i] += derivative * parameters[weight + units + i];
      }
      gradient[weight + 2 * units] += derivative;
      weight += 2 * units + 1;
    }
  }
}
