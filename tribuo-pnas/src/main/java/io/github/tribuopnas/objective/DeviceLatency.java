package io.github.tribuopnas.objective;

import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.search.trial.Metrics;
import io.github.tribuopnas.space.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Latencies that another machine has measured.
 *
 * @param file where they are from
 * @param table the latencies
 */
record DeviceLatency(Path file, LatencyTable table) implements CellMeasure {

  /**
   * Reads latencies of a network; none from a file that is not there yet.
   *
   * @throws IllegalArgumentException if the file is of another network, or otherwise measured
   * @throws UncheckedIOException if it cannot be read or has another form
   */
  static DeviceLatency read(Path file, NetworkSpec network, LatencyMeter meter) {
    try {
      return new DeviceLatency(
          file,
          Files.exists(file)
              ? LatencyTable.read(file).require(network, meter)
              : LatencyTable.of(network, meter));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public void require(List<Cell> cells) {
    List<Cell> missing = cells.stream().filter(cell -> table.of(cell).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          file
              + " lacks the latency of "
              + missing.size()
              + " of "
              + cells.size()
              + " cells that are next, the first is "
              + missing.get(0)
              + "; run ./pnas latency RUN --csv FILE on that machine, with copies of this run and"
              + " of the file, then go on here by ./pnas resume RUN");
    }
  }

  @Override
  public Metrics of(Cell cell) {
    LatencyTable.Timing timing = table.of(cell).orElseThrow();
    return Metrics.NONE
        .with(Metrics.LATENCY, timing.milliseconds())
        .with(Metrics.standardError(Metrics.LATENCY), timing.error());
  }
}
