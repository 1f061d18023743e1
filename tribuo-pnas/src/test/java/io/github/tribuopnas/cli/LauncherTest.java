package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The script {@code pnas}, with a Maven and a Java that only tell how they were called. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "sh",
          "dirname",
          "readlink",
          "find",
          "sort",
          "cksum",
          "tr",
          "cat",
          "sed",
          "head",
          "grep",
          "mkdir",
          "rmdir",
          "ln",
          "rm",
          "sleep");

  @TempDir private Path directory;

  private Path home;
  private Path tools;
  private String printed;

  @BeforeEach
  void install() throws IOException {
    home = Files.createDirectories(directory.resolve("a project"));
    tools = Files.createDirectories(directory.resolve("tools"));
    Files.createDirectories(home.resolve("benchmarks"));
    for (String script :
        List.of("pnas", "benchmarks/run", "build-once", "java-choice", "allocator", "processor")) {
      Files.copy(Path.of("..", script), home.resolve(script));
    }
    Files.writeString(home.resolve("pom.xml"), "<project/>");
    for (String module : List.of("onnx-export", "tribuo-pnas")) {
      Files.createDirectories(home.resolve(module + "/src/main"));
      Files.writeString(home.resolve(module + "/pom.xml"), "<project/>");
      Files.writeString(home.resolve(module + "/src/main/A.java"), "class A {}");
    }
    for (String tool : TOOLS) {
      Files.createSymbolicLink(tools.resolve(tool), found(tool).orElseThrow());
    }
    script(
        tools.resolve("mvn"),
        "echo built >>builds; : >tribuo-pnas/target/tribuo-pnas-1.jar",
        Files.createDirectories(home.resolve("tribuo-pnas/target")));
    java(tools.resolve("java"), "17.0.1");
  }

  private static Optional<Path> found(String tool) {
    return Stream.of(Path.of("/bin", tool), Path.of("/usr/bin", tool))
        .filter(Files::exists)
        .findFirst();
  }

  private static void script(Path file, String text, Path needed) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text + "\n");
    assertTrue(Files.exists(needed) && file.toFile().setExecutable(true));
  }

  private static void java(Path file, String version) throws IOException {
    String text =
        "case \" $* \" in *' -version '*) echo 'openjdk version \"VERSION\"' >&2; exit 0;; esac\n"
            + "echo \"java $0 LC_ALL=${LC_ALL-} LC_CTYPE=${LC_CTYPE-}\"\n"
            + "while [ \"$1\" != io.github.tribuopnas.cli.Pnas ]; do shift; done\n"
            + "for word; do echo \"word $word\"; done";
    script(file, text.replace("VERSION", version), Files.createDirectories(file.getParent()));
  }

  private int run(Path script, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(words));
    Process process = builder(command, environment).start();
    printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor();
  }

  private ProcessBuilder builder(List<String> command, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("ONEDNN_MAX_CPU_ISA", "DEFAULT");
    builder.environment().put("LD_PRELOAD", "");
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().putAll(environment);
    return builder.directory(directory.toFile()).redirectErrorStream(true);
  }

  private long builds() throws IOException {
    return Files.readAllLines(home.resolve("builds")).size();
  }

  @Test
  void itIsFoundThroughLinks() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Path link = Files.createSymbolicLink(bin.resolve("pnas"), Path.of("../a project/pnas"));
    Path second = Files.createSymbolicLink(directory.resolve("search"), link);
    for (Path script : List.of(home.resolve("pnas"), link, second)) {
      assertEquals(0, run(script, Map.of(), "count", "two words"), () -> printed);
      assertTrue(
          printed.endsWith("word io.github.tribuopnas.cli.Pnas\nword count\nword two words\n"));
    }
    assertEquals(1, builds());
  }

  @Test
  void anExportedCdpathLeadsNowhereElse() throws Exception {
    Files.createDirectories(directory.resolve("elsewhere/a project"));
    Map<String, String> environment = Map.of("CDPATH", directory.resolve("elsewhere").toString());
    assertEquals(0, run(Path.of("a project/pnas"), environment, "count"), () -> printed);
    assertEquals(1, builds());
  }

  @Test
  void javaHomeGoesBeforeThePath() throws Exception {
    Path other = directory.resolve("jdk");
    java(other.resolve("bin/java"), "21.0.2");
    Map<String, String> environment = Map.of("JAVA_HOME", other.toString());
    assertEquals(0, run(home.resolve("pnas"), environment, "count"), () -> printed);
    assertTrue(printed.contains("java " + other.resolve("bin/java")), printed);
    Files.delete(tools.resolve("java"));
    assertEquals(0, run(home.resolve("pnas"), environment, "count"), () -> printed);
    assertEquals(1, run(home.resolve("pnas"), Map.of(), "count"));
    assertEquals(
        "pnas: no Java: neither JAVA_HOME nor the path leads to one; install Java 17 or later\n",
        printed);
  }

  @ParameterizedTest
  @CsvSource({"11.0.2,11", "1.8.0_292,1"})
  void anOldJavaIsRefusedByItsName(String version, String number) throws Exception {
    java(tools.resolve("java"), version);
    assertEquals(1, run(home.resolve("pnas"), Map.of(), "count"));
    assertEquals(
        "pnas: "
            + tools.resolve("java")
            + " is of Java "
            + number
            + "; set JAVA_HOME to Java 17 or later\n",
        printed);
  }

  @Test
  void withoutMavenTheFirstCallSaysWhatIsMissing() throws Exception {
    Files.delete(tools.resolve("mvn"));
    assertEquals(1, run(home.resolve("pnas"), Map.of(), "count"));
    assertTrue(printed.startsWith("pnas: building needs Maven"), printed);
  }

  @Test
  void sourcesOfTheFutureAreBuiltOnce() throws Exception {
    Path source = home.resolve("tribuo-pnas/src/main/A.java");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("2099-01-01T00:00:00Z")));
    for (int i = 0; i < 3; i++) {
      assertEquals(0, run(home.resolve("pnas"), Map.of(), "count"), () -> printed);
    }
    assertEquals(1, builds());
    Files.writeString(source, "class B {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.parse("1999-01-01T00:00:00Z")));
    assertEquals(0, run(home.resolve("pnas"), Map.of(), "count"), () -> printed);
    assertEquals(2, builds());
  }

  /** Builds that overlap say so. */
  private void installSlowMaven() throws IOException {
    script(
        tools.resolve("mvn"),
        "mkdir turn || echo overlap >>builds; sleep 1; rmdir turn; echo built >>builds\n"
            + "mkdir -p benchmarks/target; : >benchmarks/target/benchmarks.jar\n"
            + ": >tribuo-pnas/target/tribuo-pnas-1.jar",
        home);
  }

  @ParameterizedTest
  @CsvSource({"pnas,flock", "pnas,", "benchmarks/run,flock", "benchmarks/run,"})
  void ofCommandsThatAreStartedAtOnceOneBuilds(String script, @Nullable String lock)
      throws Exception {
    installSlowMaven();
    if (lock != null && found(lock).isPresent()) {
      Files.createSymbolicLink(tools.resolve(lock), found(lock).orElseThrow());
    }
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<String> command = List.of(home.resolve(script).toString(), "count");
      processes.add(builder(command, Map.of()).start());
    }
    for (Process process : processes) {
      process.getInputStream().readAllBytes();
      process.waitFor();
    }
    assertEquals(List.of("built"), Files.readAllLines(home.resolve("builds")));
  }

  /** The turn of a command that was killed while it built. */
  @Test
  void theTurnOfAProcessThatIsNoMoreIsTakenOver() throws Exception {
    installSlowMaven();
    Path turn = Files.createDirectories(home.resolve("target")).resolve(".building.by");
    Process ended = builder(List.of("sh", "-c", ":"), Map.of()).start();
    ended.waitFor();
    Files.createSymbolicLink(turn, Path.of(Long.toString(ended.pid())));
    assertEquals(0, run(home.resolve("pnas"), Map.of(), "count"), () -> printed);
    assertEquals(1, builds());
    assertFalse(Files.exists(turn, LinkOption.NOFOLLOW_LINKS));
  }

  @ParameterizedTest
  @CsvSource({
    "LC_ALL,C,LC_ALL=C.UTF-8 LC_CTYPE=",
    "LC_ALL,POSIX,LC_ALL=C.UTF-8 LC_CTYPE=",
    "LANG,C,LC_ALL= LC_CTYPE=C.UTF-8",
    "LANG,'',LC_ALL= LC_CTYPE=C.UTF-8",
    "LANG,de_DE.UTF-8,LC_ALL= LC_CTYPE=",
    "LC_ALL,tr_TR.UTF-8,LC_ALL=tr_TR.UTF-8 LC_CTYPE="
  })
  void aLocaleThatNamesOnlyAsciiIsReplaced(String name, String value, String expected)
      throws Exception {
    assertEquals(0, run(home.resolve("pnas"), Map.of(name, value), "caf\u00e9"), () -> printed);
    assertTrue(printed.contains(expected + "\n"), printed);
  }
}
