package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.network.Views;
import io.github.tribuopnas.training.augment.Flip;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewChoiceTest {

  private static final Recipe UPRIGHT = Recipe.builder().build();
  private static final Recipe MIRRORED =
      UPRIGHT.toBuilder().optAugmentations(List.of(new Flip())).build();

  @ParameterizedTest
  @ValueSource(strings = {"plain", "mirrored", "shifted", "all", "auto(1)", "auto(5)"})
  void formsAreReadBack(String text) {
    assertEquals(text, ViewChoice.ALL.parse(text).text());
  }

  @Test
  void mirrorImagesAreOfferedToNetworksThatWereTrainedOnThem() {
    assertEquals(List.of(Views.PLAIN, Views.SHIFTED), ViewChoice.upTo(10).of(UPRIGHT));
    assertEquals(
        List.of(Views.PLAIN, Views.MIRRORED, Views.SHIFTED, Views.ALL),
        ViewChoice.upTo(10).of(MIRRORED));
    assertEquals(List.of(Views.PLAIN, Views.MIRRORED), ViewChoice.upTo(4).of(MIRRORED));
    assertEquals(List.of(Views.PLAIN), ViewChoice.upTo(1).of(MIRRORED));
    assertEquals(List.of(Views.ALL), ViewChoice.ALL.parse("all").of(UPRIGHT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "auto(0)", "auto(1.5)", "upside-down"})
  void otherFormsAreRefused(String text) {
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> ViewChoice.ALL.parse(text));
    assertTrue(refusal.getMessage().matches(".*(views|MOST).*"), refusal.getMessage());
  }
}
