package io.github.tribuopnas.execution;

import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of processes that need no Spark. Its jars have tens of thousands of entries, which
 * every process reads that looks for a service.
 */
public final class WithoutSpark {

  private static final List<String> GROUPS =
      List.of("/org/apache/spark/", "/org/apache/hadoop/", "/org/scala-lang/");

  private WithoutSpark() {}

  /**
   * Returns the class path of the tests but for Spark.
   *
   * @return what {@code -cp} and CLASSPATH take
   */
  public static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            place -> GROUPS.stream().noneMatch(place.replace(File.separatorChar, '/')::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
