package io.github.tribuopnas.surrogate.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.space.Block;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.CellSpace;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.surrogate.Spearman;
import io.github.tribuopnas.surrogate.TrainerCopies;
import io.github.tribuopnas.surrogate.feature.CellTokens;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;
import org.tribuo.regression.RegressionFactory;
import org.tribuo.regression.Regressor;

class TokenNetworkTrainerTest {

  private static final CellSpace SPACE = CellSpace.builder().setBlocks(5).build();
  private static final CellTokens TOKENS = new CellTokens(SPACE);

  private static List<Cell> cells(int count, int blocks, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(SPACE.random(blocks, random));
    }
    return cells;
  }

  /** 0.5 to 0.9: the fraction of 1x7-7x1 convolutions. */
  private static double accuracy(Cell cell) {
    int found = 0;
    for (Block block : cell.blocks()) {
      found += block.left().operation() == Operation.CONVOLUTION_1X7_7X1 ? 1 : 0;
      found += block.right().operation() == Operation.CONVOLUTION_1X7_7X1 ? 1 : 0;
    }
    return 0.5 + 0.4 * found / (2 * cell.size());
  }

  private static Example<Regressor> example(Cell cell, double output) {
    double[] row = new double[TOKENS.names().size()];
    TOKENS.extract(cell, row);
    return new ArrayExample<>(
        new Regressor("accuracy", output), TOKENS.names().toArray(String[]::new), row);
  }

  private static MutableDataset<Regressor> dataset(List<Cell> cells) {
    RegressionFactory factory = new RegressionFactory();
    MutableDataset<Regressor> dataset =
        new MutableDataset<>(new SimpleDataSourceProvenance("cells", factory), factory);
    cells.forEach(cell -> dataset.add(example(cell, accuracy(cell))));
    return dataset;
  }

  private static double[] predictions(Model<Regressor> model, List<Cell> cells) {
    return model.predict(cells.stream().map(cell -> example(cell, Double.NaN)).toList()).stream()
        .map(Prediction::getOutput)
        .mapToDouble(output -> output.getValues()[0])
        .toArray();
  }

  private static TokenNetworkTrainer trainer(TokenNetworkKind kind, int epochs) {
    return new TokenNetworkTrainer(kind, SPACE, epochs, 3);
  }

  /** Two blocks are learned; what holds for them is asked of three. */
  @ParameterizedTest
  @EnumSource
  void whatTheBestOperationIsIsLearnedAndServesLargerCells(TokenNetworkKind kind) {
    Model<Regressor> model = trainer(kind, 30).train(dataset(cells(200, 2, 1)));
    List<Cell> larger = cells(200, 3, 2);
    double[] truth = larger.stream().mapToDouble(TokenNetworkTrainerTest::accuracy).toArray();
    double reached = Spearman.correlation(predictions(model, larger), truth);
    assertTrue(reached > 0.6, kind + " reaches " + reached);
  }

  /** Before the first step the embeddings are near 0, so that all is near sigmoid(1.8) = 0.858. */
  @ParameterizedTest
  @EnumSource
  void anUntrainedNetworkPredictsTheMeanAccuracyOfThePaper(TokenNetworkKind kind) {
    List<float[]> weights = new ArrayList<>();
    for (TokenNetwork.Weight weight : kind.network(8).weights()) {
      float[] values = new float[(int) weight.shape().size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = weight.offset(i);
      }
      weights.add(values);
    }
    float[] predictions =
        TokenNetworkFit.predict(
            kind.network(8),
            new FrozenWeights(kind.network(8), weights),
            List.of(new int[] {0, 1, 2, 3}));
    assertEquals(0.858, predictions[0], 5e-4);
  }

  /** A gate of 0 keeps half of the memory, and of the first of 16 tokens nothing is left. */
  @Test
  void theLstmRemembersAtFirst() {
    TokenNetwork.Weight bias = TokenNetworkKind.LSTM.network(8).weights().get(4);
    assertEquals("hiddenBias", bias.name());
    for (int i = 0; i < 400; i++) {
      assertEquals(i / 100 == 1 ? 1 : 0, bias.offset(i), "value " + i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneSeedGivesOneModelAndAnotherInvocationAnotherModel(TokenNetworkKind kind) {
    Dataset<Regressor> data = dataset(cells(40, 1, 1));
    List<Cell> asked = cells(30, 2, 2);
    TokenNetworkTrainer trainer = trainer(kind, 2);
    double[] first = predictions(trainer.train(data), asked);
    double[] second = predictions(trainer.train(data), asked);
    assertFalse(Arrays.equals(first, second));
    assertEquals(2, trainer.getInvocationCount());
    assertArrayEquals(second, predictions(trainer.train(data, Map.of(), 1), asked), 0);
    assertArrayEquals(first, predictions(new TrainerCopies(trainer).copy().train(data), asked), 0);
  }

  @ParameterizedTest
  @EnumSource
  void aModelReadBackPredictsTheSame(TokenNetworkKind kind) {
    Model<Regressor> model = trainer(kind, 2).train(dataset(cells(40, 1, 1)));
    Model<?> read = Model.deserialize(model.serialize());
    List<Cell> asked = cells(30, 4, 2);
    assertArrayEquals(
        predictions(model, asked), predictions(read.castModel(Regressor.class), asked), 0);
  }

  @ParameterizedTest
  @EnumSource
  void oneExampleIsPredictedAsAmongOthers(TokenNetworkKind kind) {
    Model<Regressor> model = trainer(kind, 5).train(dataset(cells(40, 1, 1)));
    List<Cell> asked = new ArrayList<>(cells(10, 1, 2));
    asked.addAll(cells(10, 5, 3));
    double[] together = predictions(model, asked);
    for (int i = 0; i < asked.size(); i++) {
      double alone = model.predict(example(asked.get(i), 0)).getOutput().getValues()[0];
      assertEquals(together[i], alone, 1e-6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void trainingLeavesTheModeOfGradientsAsItWas(TokenNetworkKind kind) {
    NDManager.newBaseManager("PyTorch").close();
    JniUtils.setGradMode(false);
    Model<Regressor> model = trainer(kind, 2).train(dataset(cells(40, 1, 1)));
    predictions(model, cells(10, 2, 2));
    assertFalse(JniUtils.isGradMode());
  }

  @Test
  void anOutputThatIsNoAccuracyIsRefused() {
    MutableDataset<Regressor> data = dataset(cells(5, 1, 1));
    data.add(example(cells(1, 1, 9).get(0), 71.5));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> trainer(TokenNetworkKind.PERCEPTRON, 1).train(data));
    assertTrue(e.getMessage().contains("71.5"), e.getMessage());
  }

  @Test
  void settingsOutsideTheirRangeAreNamed() {
    PropertyException e =
        assertThrows(PropertyException.class, () -> trainer(TokenNetworkKind.LSTM, 0));
    assertTrue(e.getMessage().contains("epochs"), e.getMessage());
  }
}
