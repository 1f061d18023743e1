package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.properties.HasAnnotations;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * {@code mvn test -Pfast} leaves out tests with the tag {@code slow}. Every test has this tag that
 * starts a process, workers or Spark, trains a trainer or runs the command, as far as its calls
 * lead there through the tests' own classes.
 */
class FastTestsTest {

  private static final String ROOT = "io.github.tribuopnas";
  private static final String SLOW = "slow";
  private static final String COMMAND = ROOT + ".cli.Pnas.run";

  private static final List<Class<? extends Annotation>> STARTS =
      List.of(Test.class, ParameterizedTest.class, BeforeEach.class, BeforeAll.class);

  private static final Set<String> SLOW_CALLS =
      Set.of(
          "java.lang.ProcessBuilder.start",
          "java.lang.Runtime.exec",
          ROOT + ".PNASTrainer.train",
          ROOT + ".PNASTrainer.search",
          ROOT + ".CellTrainer.train",
          ROOT + ".execution.pool.WorkerPoolBuilder.build",
          ROOT + ".execution.spark.SparkExecutorBuilder.build",
          COMMAND);

  /** Tests of the command, of which those that start no search lack the tag all the same. */
  private static final Set<String> READ_BY_HAND =
      Set.of(
          "PnasTest",
          "ModelCommandsTest",
          "LabelingCommandsTest",
          "ExecutionOptionsTest",
          "RunReportTest",
          "StandardStreamTest");

  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void whatStartsProcessesOrTrainsIsSlow() {
    Set<String> untagged = new TreeSet<>();
    for (JavaClass type : TESTS) {
      for (JavaMethod method : type.getMethods()) {
        boolean starts = STARTS.stream().anyMatch(method::isAnnotatedWith);
        if (starts && !hasTag(method) && !isSlow(type)) {
          slowCall(method).stream()
              .filter(c -> !c.equals(COMMAND) || !READ_BY_HAND.contains(type.getSimpleName()))
              .map(call -> method.getFullName() + " reaches " + call)
              .forEach(untagged::add);
        }
      }
    }
    assertEquals(Set.of(), untagged, "give these tests @Tag(\"" + SLOW + "\")");
  }

  /** The guard itself finds what it looks for, also behind another class. */
  @Test
  void slowCallsAreFoundBehindOtherMethods() {
    JavaMethod direct = TESTS.get(Example.class).getMethod("direct");
    assertEquals(Set.of("java.lang.ProcessBuilder.start"), slowCall(direct));
    assertEquals(
        Set.of("java.lang.ProcessBuilder.start"),
        slowCall(TESTS.get(Example.class).getMethod("indirect")));
    assertEquals(Set.of(), slowCall(TESTS.get(Example.class).getMethod("harmless")));
  }

  /** Never run. */
  private static final class Example {

    private Example() {}

    static Process direct() throws IOException {
      return new ProcessBuilder("true").start();
    }

    static Callable<Process> indirect() {
      return () -> direct();
    }

    static String harmless() {
      return new ProcessBuilder("true").toString();
    }
  }

  private static boolean isSlow(JavaClass type) {
    return hasTag(type) || type.getEnclosingClass().filter(FastTestsTest::isSlow).isPresent();
  }

  private static boolean hasTag(HasAnnotations<?> tagged) {
    return tagged.isAnnotatedWith(Tag.class)
        && tagged.getAnnotationOfType(Tag.class).value().equals(SLOW);
  }

  private static Set<String> slowCall(JavaCodeUnit start) {
    Set<String> found = new TreeSet<>();
    Set<JavaCodeUnit> seen = new HashSet<>();
    Deque<JavaCodeUnit> next = new ArrayDeque<>(List.of(start));
    while (!next.isEmpty()) {
      JavaCodeUnit unit = next.pop();
      if (seen.add(unit)) {
        for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
          String call = access.getTargetOwner().getFullName() + "." + access.getTarget().getName();
          if (SLOW_CALLS.contains(call)) {
            found.add(call);
          }
          access.getTarget().resolveMember().stream()
              .filter(
                  member ->
                      member instanceof JavaCodeUnit && TESTS.contain(member.getOwner().getName()))
              .forEach(member -> next.add((JavaCodeUnit) member));
        }
      }
    }
    return found;
  }
}
