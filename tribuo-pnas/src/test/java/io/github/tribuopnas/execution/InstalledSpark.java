package io.github.tribuopnas.execution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.package$;

/**
 * A Spark as it is installed, laid out by the module spark-distribution, and the jars that this
 * library is submitted to it with.
 */
public final class InstalledSpark {

  private static final Path HOME =
      Path.of("..", "spark-distribution", "target", "spark-" + package$.MODULE$.SPARK_VERSION());

  /** The libraries as Maven knows them before tests: target/lib once all is packed. */
  private static final Path LIBRARIES = Path.of("target", "libraries.txt");

  private InstalledSpark() {}

  /**
   * Returns where it is.
   *
   * @return what SPARK_HOME says of one that is installed
   */
  public static Path home() {
    assertTrue(
        Files.isDirectory(HOME),
        HOME + " is not there: mvn -pl spark-distribution process-test-resources makes it");
    return HOME;
  }

  /**
   * Returns Spark's own jars.
   *
   * @return the files of its folder
   */
  public static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(home().resolve("jars"))) {
      return files.sorted().toList();
    }
  }

  /**
   * Returns the jars of the library, without what is not packed yet.
   *
   * @return what {@code --jars} is given
   */
  public static List<Path> libraries() throws IOException {
    return Stream.of(Files.readString(LIBRARIES).strip().split(File.pathSeparator))
        .filter(place -> place.endsWith(".jar"))
        .map(Path::of)
        .toList();
  }
}
