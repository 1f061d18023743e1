package io.github.tribuopnas.objective;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.network.NetworkSpec;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTableTest {

  private static final Cell SMALL = Cell.parse("p:identity+p:identity");
  private static final Cell LARGE = Cell.parse("p:sep5x5+pp:sep5x5,1:identity+p:max3x3");
  private static final NetworkSpec NETWORK =
      new TrainingOptions().network(SMALL, new ImageShape(8, 8, 1), 3);
  private static final LatencyMeter METER = new LatencyMeter(2, 4);
  private static final String HEADER = "cell,milliseconds,error,threads,batch,network\n";

  @TempDir private Path directory;

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("phone.csv"), text);
  }

  @Test
  void aTableComesBackFromItsFile() throws IOException {
    LatencyTable table =
        LatencyTable.of(NETWORK, METER)
            .with(LARGE, new LatencyTable.Timing(3.25, 0.125))
            .with(SMALL, new LatencyTable.Timing(0.5, 0));
    Path file = Files.write(directory.resolve("phone.csv"), table.csv());
    LatencyTable read = LatencyTable.read(file).require(NETWORK.withCell(LARGE), METER);
    assertEquals(table, read);
    assertEquals(List.of(LARGE, SMALL), List.copyOf(read.timings().keySet()));
    assertTrue(Files.readString(file).startsWith(HEADER + "\"" + LARGE + "\",3.25,0.125,2,4,\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "p:identity+p:identity,-1,0,1,1,n; line 2: the latency is -1.0 ms; allowed are finite"
            + " numbers above 0",
        "p:identity+p:identity,0,0,1,1,n; line 2: the latency is 0.0 ms",
        "p:identity+p:identity,NaN,0,1,1,n; line 2: the latency is NaN ms",
        "p:identity+p:identity,1,-0.5,1,1,n; line 2: the error is -0.5 ms",
        "p:identity+p:identity,fast,0,1,1,n; line 2: milliseconds is 'fast'",
        "p:identity+p:identity,1,0,0,1,n; threads",
        "p:identity,1,0,1,1,n; line 2:",
        "p:identity+p:identity,1; line 2: 2 columns",
      })
  void wrongLinesAreTold(String line, String told) throws IOException {
    Path file = write(HEADER + line + "\n");
    IOException refusal = assertThrows(IOException.class, () -> LatencyTable.read(file));
    assertTrue(refusal.getMessage().startsWith(file + ", line 2: "), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(told.split(";")[0]), refusal.getMessage());
  }

  @Test
  void wrongFilesAreTold() throws IOException {
    assertRefused(
        "has the columns [architecture, phone]; needed are [cell, ", "architecture,phone\n1,2\n");
    assertRefused("has no latency of any cell", HEADER);
    assertRefused("has the columns []", "");
    assertRefused(
        "line 3: p:identity+p:identity is there twice",
        HEADER + "p:identity+p:identity,1,0,1,1,n\np:identity+p:identity,2,0,1,1,n\n");
    assertRefused(
        "line 3: the network or the meter differs from those of the first cell",
        HEADER + "p:identity+p:identity,1,0,1,1,n\np:max3x3+p:identity,2,0,1,2,n\n");
    assertRefused("or a damaged one", HEADER + "\"p:identity+p:identity,1,0,1,1,n\n");
    Path latin = directory.resolve("latin.csv");
    Files.write(latin, (HEADER + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    IOException refusal = assertThrows(IOException.class, () -> LatencyTable.read(latin));
    assertTrue(refusal.getMessage().startsWith(latin.toString()), refusal.getMessage());
    assertThrows(NoSuchFileException.class, () -> LatencyTable.read(directory.resolve("none.csv")));
  }

  private void assertRefused(String told, String text) throws IOException {
    Path file = write(text);
    IOException refusal = assertThrows(IOException.class, () -> LatencyTable.read(file));
    assertTrue(refusal.getMessage().contains(told), refusal.getMessage());
    assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
  }

  @Test
  void anotherNetworkOrMeterIsRefused() throws IOException {
    LatencyTable table =
        LatencyTable.of(NETWORK, METER).with(SMALL, new LatencyTable.Timing(0.5, 0));
    Path file = Files.write(directory.resolve("phone.csv"), table.csv());
    NetworkSpec wider = NETWORK.toBuilder().optFilters(64).build();
    IllegalArgumentException network =
        assertThrows(IllegalArgumentException.class, () -> DeviceLatency.read(file, wider, METER));
    assertTrue(
        network.getMessage().startsWith(file + ": the latencies are of another network, "),
        network.getMessage());
    assertTrue(network.getMessage().contains("filters=64"), network.getMessage());
    IllegalArgumentException meter =
        assertThrows(
            IllegalArgumentException.class,
            () -> DeviceLatency.read(file, NETWORK, new LatencyMeter(1, 4)));
    assertEquals(
        file
            + ": the latencies are of threads 2 and batch 4; needed are those of threads 1 and"
            + " batch 4, see --latency-threads and --latency-batch",
        meter.getMessage());
    assertThrows(
        UncheckedIOException.class, () -> DeviceLatency.read(write("cell\n"), NETWORK, METER));
    Path none = directory.resolve("none.csv");
    IllegalArgumentException missing =
        assertThrows(
            IllegalArgumentException.class,
            () -> DeviceLatency.read(none, NETWORK, METER).require(List.of(SMALL, LARGE)));
    assertTrue(
        missing.getMessage().startsWith(none + " lacks the latency of 2 of 2 cells"),
        missing.getMessage());
  }

  @Test
  void withoutLatencyThereIsNothingToReadThemFor() {
    Path file = Path.of("phone.csv");
    PropertyException refusal =
        assertThrows(
            PropertyException.class,
            () -> new ObjectiveOptions().withMinimize(ServedMeasure.SIZE).withLatencyDevice(file));
    assertTrue(
        refusal.getMessage().contains("latency is neither sought nor limited"),
        refusal.getMessage());
    assertEquals(
        file,
        new ObjectiveOptions()
            .withMaxLatency("2ms")
            .withLatencyDevice(file)
            .latencyDevice()
            .orElseThrow());
  }
}
