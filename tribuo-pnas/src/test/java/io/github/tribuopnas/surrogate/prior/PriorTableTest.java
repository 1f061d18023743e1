package io.github.tribuopnas.surrogate.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PriorTableTest {

  @Test
  void theShippedTableIsOfAllLevelsOfFourSets() {
    List<EarlierTrial> trials = PriorTable.shipped();
    Set<String> sources = trials.stream().map(EarlierTrial::source).collect(Collectors.toSet());
    assertTrue(sources.size() >= 4, sources.toString());
    for (String source : sources) {
      for (int blocks = 1; blocks <= Cell.MAX_BLOCKS; blocks++) {
        int wanted = blocks;
        long count =
            trials.stream()
                .filter(t -> t.source().equals(source) && t.cell().size() == wanted)
                .map(EarlierTrial::cell)
                .distinct()
                .count();
        assertTrue(count >= 5, count + " cells of " + blocks + " blocks on " + source);
      }
    }
  }

  @Test
  void linesOfFailedTrainingsArePassedOver() throws IOException {
    String table =
        "cell,blocks,accuracy,loss,set\n"
            + "p:max3x3+p:identity,1,0.5,1.25,digits\n"
            + "pp:max3x3+p:identity,1,NaN,NaN,digits\n";
    assertEquals(
        List.of(new EarlierTrial("digits", Cell.parse("p:max3x3+p:identity"), 0.5, 1.25)),
        PriorTable.read(new StringReader(table)));
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> PriorTable.read(new StringReader("a,b\n1,2\n")));
    assertThrows(
        IllegalArgumentException.class,
        () -> new EarlierTrial("digits", Cell.parse("p:max3x3+p:identity"), 1.5, 1));
  }
}
