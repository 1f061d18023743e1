package io.github.tribuopnas.surrogate.network;

import io.github.tribuopnas.surrogate.row.RowBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Ranks cells by a new recurrent network, block of candidates by block, as a search does, and
 * prints by how many kilobytes each block made the process grow once the first had gone through.
 */
final class RankingMemory {

  private static final int TOKENS = 20;
  private static final int FIRST = 20;
  private static final int BLOCKS = 80;

  private RankingMemory() {}

  public static void main(String[] arguments) throws IOException {
    TokenNetwork network = TokenNetworkKind.LSTM.network(8);
    List<float[]> values = new ArrayList<>();
    for (TokenNetwork.Weight weight : network.weights()) {
      values.add(new float[(int) weight.shape().size()]);
    }
    FrozenWeights weights = new FrozenWeights(network, values);
    SplittableRandom random = new SplittableRandom(1);
    List<int[]> tokens = new ArrayList<>();
    for (int i = 0; i < RowBlock.ROWS; i++) {
      tokens.add(random.ints(TOKENS, 0, 2).toArray());
    }
    long before = 0;
    for (int block = 0; block < FIRST + BLOCKS; block++) {
      if (block == FIRST) {
        before = kilobytes();
      }
      TokenNetworkFit.predict(network, weights, tokens);
    }
    System.out.println((kilobytes() - before) / BLOCKS);
  }

  private static long kilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
