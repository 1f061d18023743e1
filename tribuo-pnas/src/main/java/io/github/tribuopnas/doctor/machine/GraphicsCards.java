package io.github.tribuopnas.doctor.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** NVIDIA's cards, by the system's list of devices and by the driver's own program. */
final class GraphicsCards {

  private static final Path DEVICES = Path.of("/sys/bus/pci/devices");
  private static final String NVIDIA = "0x10de";

  /** Display and 3D controllers. */
  private static final String DISPLAY = "0x03";

  private static final int FIELDS = 5;
  private static final long MEBI = 1 << 20;

  private GraphicsCards() {}

  static Machine.Graphics read() {
    return of(
        cards(),
        OutputLines.of(
            "nvidia-smi",
            "--query-gpu=index,driver_version,memory.total,memory.free,name",
            "--format=csv,noheader,nounits"));
  }

  /** Reads what the driver's program printed. */
  static Machine.Graphics of(int cards, List<String> lines) {
    String driver = "";
    List<Machine.Gpu> gpus = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split(",\\s*", FIELDS);
      if (fields.length == FIELDS && fields[0].matches("\\d+")) {
        driver = fields[1];
        gpus.add(
            new Machine.Gpu(
                Integer.parseInt(fields[0]),
                fields[4].strip(),
                mebibytes(fields[2]),
                mebibytes(fields[3])));
      }
    }
    return new Machine.Graphics(Math.max(cards, gpus.size()), driver, gpus);
  }

  /** Parts of a GPU, and some small GPUs, do not report their memory. */
  private static long mebibytes(String text) {
    return text.matches("\\d+") ? Long.parseLong(text) * MEBI : 0;
  }

  private static int cards() {
    if (!Files.isDirectory(DEVICES)) {
      return 0;
    }
    int count = 0;
    try (DirectoryStream<Path> devices = Files.newDirectoryStream(DEVICES)) {
      for (Path device : devices) {
        boolean isNvidia = Files.readString(device.resolve("vendor")).strip().equals(NVIDIA);
        if (isNvidia && Files.readString(device.resolve("class")).startsWith(DISPLAY)) {
          count++;
        }
      }
    } catch (IOException unreadable) {
      // Then the driver's program alone tells.
      return count;
    }
    return count;
  }
}
