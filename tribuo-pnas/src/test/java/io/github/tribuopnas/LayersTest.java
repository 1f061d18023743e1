package io.github.tribuopnas;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the layers: a package imports only from those before it in the list. */
class LayersTest {

  private static final String ROOT = "io.github.tribuopnas";

  private static final List<String> LAYERS =
      List.of(
          ".base",
          ".options",
          ".space",
          ".picture",
          ".search.trial",
          ".search",
          ".search.strategy",
          ".store",
          ".surrogate.feature",
          ".surrogate.row",
          ".surrogate.tree",
          ".surrogate.linear",
          ".surrogate.network",
          ".surrogate",
          ".image",
          ".image.codec",
          ".image.source",
          ".network",
          ".training.engine",
          ".training.optimizer",
          ".training.augment",
          ".training",
          ".execution",
          ".execution.pool",
          ".execution.spark",
          ".report",
          ".serving",
          "",
          ".cli.progress",
          ".cli.run",
          ".cli");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void noLayerReadsOneAbove() {
    for (int i = 0; i < LAYERS.size(); i++) {
      for (int above = i + 1; above < LAYERS.size(); above++) {
        noClasses()
            .that()
            .resideInAPackage(ROOT + LAYERS.get(i))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + LAYERS.get(above))
            .check(CLASSES);
      }
    }
  }

  @Test
  void theReportReadsTheSearchAlone() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".report")
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(
                    resideOutsideOfPackages(
                        ROOT + ".base",
                        ROOT + ".space",
                        ROOT + ".picture",
                        ROOT + ".search..",
                        ROOT + ".report")))
        .check(CLASSES);
  }

  @Test
  void spaceAndSearchKnowNoEngine() {
    noClasses()
        .that()
        .resideInAnyPackage(ROOT + ".base", ROOT + ".space", ROOT + ".picture", ROOT + ".search..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.tribuo..", "ai.onnxruntime..")
        .check(CLASSES);
  }

  /** All the rest loads where Spark's jars are not. */
  @Test
  void onlySparksExecutorKnowsSpark() {
    DescribedPredicate<JavaClass> ofSpark =
        resideInAPackage("org.apache.spark..")
            .or(simpleNameStartingWith("Spark").and(resideInAPackage(ROOT + "..")));
    noClasses()
        .that()
        .haveSimpleNameNotStartingWith("Spark")
        .should()
        .dependOnClassesThat(ofSpark)
        .check(CLASSES);
  }
}
