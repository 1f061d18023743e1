package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.tribuopnas.image.ImageSplit;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.testing.DigitTrials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointStoreTest {

  private static final List<Cell> CELLS =
      Stream.of("p:sep3x3+pp:max3x3", "p:identity+pp:avg3x3", "p:dil3x3+p:identity")
          .map(Cell::parse)
          .toList();

  @TempDir Path directory;

  /** Writes ten bytes for each cell, the first the oldest. */
  private static void fill(CheckpointStore store) throws IOException {
    for (int i = 0; i < CELLS.size(); i++) {
      store.write(CELLS.get(i), new byte[10]);
      Path file = store.find(CELLS.get(i)).orElseThrow().path();
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L + i));
    }
  }

  private static List<Boolean> kept(CheckpointStore store) {
    return CELLS.stream().map(cell -> store.read(cell, 100).isPresent()).toList();
  }

  @Test
  void theOldestGoBeyondTheLimit() throws IOException {
    fill(CheckpointStore.in(directory, 1000));
    CheckpointStore store = CheckpointStore.in(directory, 25);
    assertEquals(List.of(true, true, true), kept(store));
    store.trim();
    assertEquals(List.of(false, true, true), kept(store));
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.collect(Collectors.toSet());
    }
  }

  /** While trials run, one of them may be writing: its file is half there. */
  @Test
  void onlyTheCellsNamedAreKeptAndInTheEndNothingOfAWorkerThatWasKilled() throws IOException {
    CheckpointStore store = CheckpointStore.in(directory, 1000);
    fill(store);
    Path kept = store.find(CELLS.get(1)).orElseThrow().path();
    Path half = Files.write(kept.resolveSibling(".half"), new byte[5]);
    store.keepOnly(Set.of(CELLS.get(1)));
    assertEquals(Set.of(kept, half), files());
    store.remove(CELLS.get(1));
    assertEquals(List.of(false, false, false), kept(store));
    store.keepOnly(Set.of());
    assertEquals(Set.of(), files());
  }

  @Test
  void aCheckpointIsReadUpToASize() {
    CheckpointStore store = CheckpointStore.in(directory, 1000);
    store.write(CELLS.get(0), new byte[] {1, 2, 3});
    assertArrayEquals(new byte[] {1, 2, 3}, store.read(CELLS.get(0), 3).orElseThrow());
    assertEquals(Optional.empty(), store.read(CELLS.get(0), 2));
    assertEquals(Optional.empty(), store.read(CELLS.get(1), 2));
  }

  @Test
  void aTemporaryStoreGoesWhenItIsClosed() {
    CheckpointStore store = CheckpointStore.temporary(1000);
    assertEquals(Optional.empty(), store.find(CELLS.get(0)), "nothing is made before it is needed");
    store.write(CELLS.get(0), new byte[10]);
    Path made = store.find(CELLS.get(0)).orElseThrow().path().getParent();
    assertTrue(Files.isDirectory(made));
    store.close();
    assertFalse(Files.exists(made));
    assertEquals(Optional.empty(), store.prepare(CELLS.get(0)), "nothing is made afterwards");
  }

  @Test
  void aStoreThatCannotBeWrittenKeepsNothing() throws IOException {
    Path file = Files.writeString(directory.resolve("a file"), "");
    CheckpointStore store = CheckpointStore.in(file.resolve("below"), 1000);
    assertEquals(Optional.empty(), store.prepare(CELLS.get(0)));
    store.write(CELLS.get(0), new byte[10]);
    store.keepOnly(Set.of());
    assertEquals(List.of(false, false, false), kept(store));
    assertEquals(Optional.empty(), CheckpointStore.in(directory, 0).prepare(CELLS.get(0)));
    assertThrows(IllegalArgumentException.class, () -> CheckpointStore.in(directory, -1));
  }

  @Test
  void everySettingThatAResultDependsOnHasADirectoryOfItsOwn() {
    ImageSplit split = DigitTrials.SPLIT;
    Path one = CheckpointStore.directory(directory, DigitTrials.CONTEXT, split);
    assertEquals(one, CheckpointStore.directory(directory, DigitTrials.context(0.05), split));
    assertNotEquals(one, CheckpointStore.directory(directory, DigitTrials.context(0.06), split));
    ImageSplit other = new ImageSplit(split.training(), split.training());
    assertNotEquals(one, CheckpointStore.directory(directory, DigitTrials.CONTEXT, other));
  }
}
