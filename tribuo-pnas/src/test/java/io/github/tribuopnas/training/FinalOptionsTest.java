package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FinalOptionsTest {

  private static final FinalOptions OPTIONS = new FinalOptions();

  @Test
  void aTwentiethIsLeftOutWithinLimits() {
    assertEquals(0, OPTIONS.validationFraction(999));
    assertEquals(0.2, OPTIONS.validationFraction(1_000));
    assertEquals(0.05, OPTIONS.validationFraction(10_000));
    assertEquals(2_000.0 / 60_000, OPTIONS.validationFraction(60_000));
    assertEquals(0, OPTIONS.withValidationFraction(0).validationFraction(10_000));
    assertEquals(0.3, OPTIONS.withValidationFraction(0.3).validationFraction(10));
  }

  @Test
  void fewImagesAreCrossed() {
    assertEquals(0, OPTIONS.folds(1_000));
    assertEquals(3, OPTIONS.folds(999));
    assertEquals(3, OPTIONS.folds(300));
    assertEquals(5, OPTIONS.folds(299));
    assertEquals(0, OPTIONS.folds(19), "so few tell nothing");
    assertEquals(0, OPTIONS.withValidationFraction(0).folds(500));
    assertEquals(0, OPTIONS.withValidationFraction(0.1).folds(500));
    FinalOptions four = OPTIONS.withUnset(Map.of("--final-validation", "crossed(4)"));
    assertEquals(4, four.folds(5_000));
    assertEquals(0, four.validationFraction(5_000));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> four.folds(3))
            .getMessage()
            .contains("4"));
    for (String wrong : List.of("crossed(1)", "crossed", "some", "1")) {
      assertThrows(
          PropertyException.class,
          () -> OPTIONS.withUnset(Map.of("--final-validation", wrong)),
          wrong);
    }
  }

  @Test
  void contendersAreKnownCellsOrNone() {
    assertEquals(Map.of(), OPTIONS.contenders());
    assertEquals(
        Map.of("plain", KnownCells.find("plain")),
        OPTIONS.withContenders(List.of("plain")).contenders());
    assertEquals(Map.of(), OPTIONS.withContenders(List.of()).contenders());
    assertTrue(
        assertThrows(PropertyException.class, () -> OPTIONS.withContenders(List.of("vgg")))
            .getMessage()
            .contains("resnet"));
  }

  @Test
  void asManyBeginAsTheModelHasAtLeast() {
    assertEquals(1, OPTIONS.finalists());
    assertEquals(3, OPTIONS.withEnsemble(3).finalists());
    assertEquals(4, OPTIONS.withEnsemble(3).withFinalists(4).finalists());
    assertThrows(PropertyException.class, () -> OPTIONS.withEnsemble(6));
    assertThrows(PropertyException.class, () -> OPTIONS.withValidationFraction(1));
  }

  @Test
  void theWinnersNetworkIsThatOfTheSearchUnlessItHasItsOwnSize() {
    TrainingOptions training = new TrainingOptions().withStemStride(2).withFilters(6);
    NetworkSpec ofSearch = network(training);
    assertEquals(ofSearch, OPTIONS.network(ofSearch));
    assertEquals(
        network(training.withFilters(48).withRepeats(3).withStemStride(1)),
        OPTIONS.withFilters(48).withRepeats(3).withStemStride(1).network(ofSearch));
    for (Executable refused :
        List.<Executable>of(
            () -> OPTIONS.withFilters(0),
            () -> OPTIONS.withRepeats(101),
            () -> OPTIONS.withStemStride(3))) {
      assertThrows(PropertyException.class, refused);
    }
  }

  private static NetworkSpec network(TrainingOptions training) {
    return training.network(Cell.parse("p:dil3x3+p:identity"), new ImageShape(32, 32, 3), 10);
  }
}
