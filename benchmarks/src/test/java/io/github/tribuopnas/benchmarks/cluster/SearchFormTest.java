package io.github.tribuopnas.benchmarks.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.SearchStrategy;
import io.github.tribuopnas.space.Cell;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchFormTest {

  private static final int PART = 50;

  @ParameterizedTest
  @CsvSource({
    "levels, 160, 1",
    "rungs, 160, 1",
    "levels-ahead, 50, 3",
    "rungs-ahead, 50, 3",
    "one-batch, 400, 1"
  })
  void theFormsAheadAskPartsWhileNoMoreIsOpenThanTheyMay(String form, int first, int batches) {
    SearchStrategy<Cell> search =
        SearchForm.parse(form).strategy(400, PART, 2 * PART, MadeUpSurrogate::new, 1);
    assertEquals(first, search.ask().size());
    int open = 1;
    while (search.asksAhead()) {
      search.ask();
      open++;
    }
    assertEquals(batches, open);
  }
}
