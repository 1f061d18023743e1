package io.github.tribuopnas.doctor;

import io.github.tribuopnas.doctor.machine.Folder;
import io.github.tribuopnas.doctor.machine.Machine;
import java.util.List;

/** Judges one part of a machine by the facts about it. */
@FunctionalInterface
interface Check {

  /** All checks, in the order in which they are shown. */
  List<Check> ALL =
      List.of(
          new JavaCheck(),
          new SystemCheck(),
          new ProcessorCheck(),
          new MemoryCheck(),
          new AllocatorCheck(),
          new FolderCheck(Folder.Use.TEMPORARY),
          new FolderCheck(Folder.Use.ENGINE),
          new FolderCheck(Folder.Use.CACHE),
          new FolderCheck(Folder.Use.RUNS),
          new LocaleCheck(),
          new LibraryCheck(),
          new EngineCheck(),
          new ArithmeticCheck(),
          new GpuCheck(),
          new CudnnCheck(),
          new GpuMemoryCheck(),
          new LoadCheck("SQLite", Machine::store),
          new LoadCheck("ONNX Runtime", Machine::serving),
          new ClusterCheck(),
          new StepCheck());

  /**
   * Judges.
   *
   * @param machine what was found out
   * @return what it means
   */
  Finding examine(Machine machine);
}
