package io.github.tribuopnas.benchmarks.curves;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTableTest {

  @TempDir Path directory;

  @Test
  void readsCurvesAndWhatRankingWrites() throws IOException {
    Path curves = directory.resolve("curves.csv");
    Files.writeString(curves, "id,test,epoch1,epoch2\n0,62.5,25,50\n1,75,37.5,75\n");
    Path ranking = directory.resolve("ranking.csv");
    RankLine.FORMAT.write(
        List.of(
            new RankLine("a", 1, 0.25, 2, 0.625, 9),
            new RankLine("b", 1, 0.375, 2, 0.75, 9),
            new RankLine("b", 2, 0.75, 1, 0.75, 9),
            new RankLine("a", 2, 0.5, 1, 0.625, 9)),
        ranking);
    CurveTable read = CurveTable.read(curves);
    assertEquals(62.5, read.curves().get(0).test());
    assertEquals(List.of(37.5, 75.0), read.curves().get(1).validation());
    assertEquals(read, CurveTable.read(ranking));
  }
}
