package io.github.tribuopnas.onnx;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the rooms: each package reads only those that stand beside it. */
class LayersTest {
  private static final String ROOT = "io.github.tribuopnas.onnx";

  /** The packages that a package may read, besides itself. */
  private static final Map<String, List<String>> READS =
      Map.of(
          ".model", List.of(),
          ".check", List.of(".model"),
          ".rewrite", List.of(".model"),
          ".quantize", List.of(".model", ".rewrite"),
          ".graph", List.of(".model"),
          ".recording", List.of(".graph"),
          ".mapping", List.of(".graph", ".recording"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void aPackageReadsOnlyItsNeighbors() {
    READS.forEach(
        (room, neighbors) -> {
          List<String> others = new ArrayList<>(READS.keySet());
          others.add("");
          others.remove(room);
          others.removeAll(neighbors);
          noClasses()
              .that()
              .resideInAPackage(ROOT + room)
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(others.stream().map(o -> ROOT + o).toArray(String[]::new))
              .check(CLASSES);
        });
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertEquals(Set.of(), unmarked, "put @NullMarked into package-info.java");
  }

  @Test
  void finishedModelsNeedNoTrainingEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".model", ROOT + ".check", ROOT + ".rewrite", ROOT + ".quantize")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl.ndarray..", "ai.djl.nn..")
        .check(CLASSES);
  }
}
