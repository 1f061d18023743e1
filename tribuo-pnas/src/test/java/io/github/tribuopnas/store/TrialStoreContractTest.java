package io.github.tribuopnas.store;

import io.github.tribuopnas.search.MemoryTrialStore;
import io.github.tribuopnas.search.TrialStore;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.TrialStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;

/** Holds each store to what all promise. */
class TrialStoreContractTest {

  @Nested
  class InMemory extends TrialStoreContract {
    @Override
    protected TrialStore<Cell> open(Path directory) {
      return new MemoryTrialStore<>();
    }
  }

  @Nested
  class InSqlite extends TrialStoreContract {
    @Override
    protected TrialStore<Cell> open(Path directory) throws InterruptedException {
      return Studies.open(directory.resolve("study.db"));
    }
  }
}
