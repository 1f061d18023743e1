package io.github.tribuopnas.doctor.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor reads of the system's files and of other programs' output. */
class MachineFilesTest {

  @TempDir private Path directory;

  @Test
  void theInnermostMountDecidesWhetherProgramsRun() {
    FolderReader reader =
        new FolderReader(
            List.of(
                "/dev/vda / ext4 rw,relatime 0 0",
                "tmpfs /tmp tmpfs rw,noexec,nosuid 0 0",
                "/dev/vdb /tmp/programs ext4 rw 0 0",
                "none /with\\040space tmpfs noexec 0 0"));
    assertTrue(reader.allowsPrograms(Path.of("/home/x")));
    assertFalse(reader.allowsPrograms(Path.of("/tmp/x")));
    assertTrue(reader.allowsPrograms(Path.of("/tmp/programs/x")));
    assertTrue(reader.allowsPrograms(Path.of("/tmpfile")));
    assertFalse(reader.allowsPrograms(Path.of("/with space/x")));
    assertTrue(new FolderReader(List.of()).allowsPrograms(Path.of("/tmp")));
  }

  @Test
  void aFolderToBeMadeIsJudgedByTheOneItWouldBeMadeIn() throws IOException {
    FolderReader reader = new FolderReader(List.of());
    Folder folder = reader.read(Folder.Use.CACHE, directory.resolve("a/b"));
    assertTrue(folder.writable());
    assertFalse(Files.exists(directory.resolve("a")));
    Path file = Files.createFile(directory.resolve("file"));
    assertFalse(reader.read(Folder.Use.CACHE, file.resolve("b")).writable());
  }

  @Test
  void aPyTorchTellsItsVersionInItsFiles() throws IOException {
    Path library = Files.createDirectories(directory.resolve("torch/lib"));
    assertEquals(new Machine.Library(false, ""), LibraryFiles.read(library.toString()));
    Files.createFile(library.resolve(System.mapLibraryName("torch")));
    assertEquals(new Machine.Library(true, ""), LibraryFiles.read(library.toString()));
    Files.writeString(directory.resolve("torch/build-version"), "2.5.1+cu124\n");
    assertEquals(new Machine.Library(true, "2.5.1+cu124"), LibraryFiles.read(library + "/"));
    Files.writeString(
        directory.resolve("torch/version.py"), "import os\n__version__ = '2.11.0+cu130'\n");
    assertEquals(new Machine.Library(true, "2.11.0+cu130"), LibraryFiles.read(library.toString()));
    assertEquals(new Machine.Library(false, ""), LibraryFiles.read(""));
  }

  @Test
  void theDriversProgramTellsTheGpus() {
    Machine.Graphics graphics =
        GraphicsCards.of(
            1,
            List.of(
                "0, 570.86.15, 81559, 81042, NVIDIA H100 80GB HBM3",
                "1, 570.86.15, [N/A], [N/A], NVIDIA GH200, of a kind",
                "No running processes found"));
    assertEquals(2, graphics.cards());
    assertEquals("570.86.15", graphics.driver());
    assertEquals(
        List.of(
            new Machine.Gpu(0, "NVIDIA H100 80GB HBM3", 81559L << 20, 81042L << 20),
            new Machine.Gpu(1, "NVIDIA GH200, of a kind", 0, 0)),
        graphics.gpus());
    assertEquals(new Machine.Graphics(0, "", List.of()), GraphicsCards.of(0, List.of()));
  }

  @Test
  void theSystemsFilesHaveValuesByName() {
    List<String> lines = List.of("model\t\t: 17", "model name\t: AMD EPYC", "flags : fpu vme");
    assertEquals(Optional.of("AMD EPYC"), HostFiles.value(lines, "model name"));
    assertEquals(Optional.of("17"), HostFiles.value(lines, "model"));
    assertEquals(Optional.empty(), HostFiles.value(lines, "Features"));
  }

  @Test
  void theReasonOfAFailureIsTheInnermostCauseOrTheSignalOrTheLastLine() {
    assertEquals(
        Optional.of("libcudart.so.12: cannot open"),
        ProbeOutput.reason(
            List.of(
                "Exception in thread \"main\" ai.djl.engine.EngineException: Failed",
                "\tat ai.djl.X.y(X.java:1)",
                "Caused by: java.lang.UnsatisfiedLinkError: libcudart.so.12: cannot open",
                "\t... 3 more")));
    assertEquals(
        Optional.of("SIGILL (0x4) at pc=0x1, pid=2, tid=3"),
        ProbeOutput.reason(
            List.of(
                "# A fatal error has been detected",
                "#  SIGILL (0x4) at pc=0x1, pid=2, tid=3",
                "# If you would like to submit a bug report")));
    assertEquals(
        Optional.of("terminate called"), ProbeOutput.reason(List.of("a", "terminate called", " ")));
    assertEquals(Optional.empty(), ProbeOutput.reason(List.of()));
    assertEquals(300, ProbeOutput.reason(List.of("x".repeat(1000))).orElseThrow().length());
  }
}
