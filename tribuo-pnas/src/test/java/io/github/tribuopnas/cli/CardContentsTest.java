package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.evaluation.ClassMetrics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CardContentsTest {

  private static final ClassMetrics MANY = new ClassMetrics("many", 300, 0.75, 0.5, 0.6);
  private static final ClassMetrics NONE = new ClassMetrics("none", 0, 0, 0, 0);

  @Test
  void aClassWithoutImagesHasNoRecall() {
    assertEquals("recall 0.5000, precision 0.7500, on 300 images", CardContents.measured(MANY));
    assertEquals("not measured, since none of the images is of it", CardContents.measured(NONE));
  }

  @Test
  void aClassWithoutImagesIsOneOfWhichFewTell() {
    assertEquals(
        Optional.of("Few images tell of these classes: none (0)."),
        CardContents.rare(List.of(MANY, NONE)));
    assertEquals(Optional.empty(), CardContents.rare(List.of(MANY)));
  }
}
