package io.github.tribuopnas.benchmarks.gpu;

import io.github.tribuopnas.base.ImageShape;
import io.github.tribuopnas.benchmarks.speed.SpeedCase;
import io.github.tribuopnas.space.Cell;
import io.github.tribuopnas.space.KnownCells;
import io.github.tribuopnas.training.engine.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What all parts are told.
 *
 * @param device {@code cpu} or {@code gpu}
 * @param isSmall whether everything is as small as it can be, to see that it runs
 * @param python the interpreter that may have PyTorch
 * @param scripts the folder of the Python scripts
 */
record CheckSetup(String device, boolean isSmall, String python, Path scripts) {

  /** Returns the networks that are timed: PNASNet-5 in the widths and batches of searches. */
  List<SpeedCase> cases() {
    if (isSmall) {
      return List.of(
          new SpeedCase(Cell.parse("p:sep3x3+pp:max3x3"), 4, new ImageShape(8, 8, 3), 16));
    }
    List<SpeedCase> cases = new ArrayList<>();
    for (int filters : List.of(8, 24, 48)) {
      for (int batch : List.of(64, 256, 512)) {
        cases.add(
            new SpeedCase(KnownCells.find("pnasnet5"), filters, new ImageShape(32, 32, 3), batch));
      }
    }
    return cases;
  }

  /** Returns what the device computes in. */
  List<Precision> precisions() {
    return device.equals("cpu")
        ? List.of(Precision.FLOAT32)
        : List.of(Precision.FLOAT32, Precision.TF32, Precision.BF16);
  }

  /** Returns about how many seconds a number is measured for. */
  double seconds() {
    return isSmall ? 0.05 : 1;
  }

  /** Returns how many candidates share a GPU. */
  List<Integer> sharers() {
    return isSmall ? List.of(1, 2) : List.of(1, 2, 4, 8);
  }
}
