package io.github.tribuopnas;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Holds the layers: a package imports only from those before it in the list. */
class LayersTest {

  private static final String ROOT = "io.github.tribuopnas";

  private static final List<String> LAYERS =
      List.of(
          ".protos",
          ".base",
          ".evaluation",
          ".options",
          ".space",
          ".picture",
          ".search.trial",
          ".search.front",
          ".search",
          ".search.strategy",
          ".search.strategy.economy",
          ".search.strategy.progressive",
          ".search.strategy.baseline",
          ".search.strategy.named",
          ".store",
          ".network",
          ".surrogate.feature",
          ".surrogate.row",
          ".surrogate.tree",
          ".surrogate.linear",
          ".surrogate.network",
          ".surrogate.process",
          ".surrogate.prior",
          ".surrogate",
          ".image",
          ".image.codec",
          ".image.file",
          ".image.download",
          ".image.csv",
          ".image.source",
          ".training.engine",
          ".training.optimizer",
          ".training.augment",
          ".training.calibration",
          ".training.trained",
          ".training",
          ".training.loop",
          ".cost",
          ".execution",
          ".execution.pool",
          ".execution.spark",
          ".plan",
          ".report",
          ".serving",
          ".objective",
          ".doctor.machine",
          ".doctor",
          "",
          ".cli.progress",
          ".cli.run",
          ".cli.model",
          ".cli");

  /** What this module holds; {@code onnx-export} is another. */
  private static final DescribedPredicate<JavaClass> LAYERED =
      resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(ROOT + ".onnx.."));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void noLayerReadsOneAbove() {
    classes().that(LAYERED).should(readNoLayerAbove()).check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatMayBeNull() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass type : CLASSES) {
      if (LAYERED.test(type)
          && !type.getPackageName().equals(ROOT + ".protos")
          && !type.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(type.getPackageName());
      }
    }
    assertEquals(Set.of(), unmarked, "put @NullMarked into package-info.java");
  }

  /** One walk over all classes; a rule for each pair of layers takes many times as long. */
  private static ArchCondition<JavaClass> readNoLayerAbove() {
    return new ArchCondition<>("read no layer above their own") {
      @Override
      public void check(JavaClass reader, ConditionEvents events) {
        int layer = layer(reader);
        for (Dependency dependency : reader.getDirectDependenciesFromSelf()) {
          JavaClass read = dependency.getTargetClass().getBaseComponentType();
          if (LAYERED.test(read) && layer(read) > layer) {
            events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static int layer(JavaClass type) {
    int layer = LAYERS.indexOf(type.getPackageName().substring(ROOT.length()));
    assertTrue(layer >= 0, () -> "package " + type.getPackageName() + " is in no layer");
    return layer;
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
                        ROOT + ".evaluation",
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
        .resideInAnyPackage(
            ROOT + ".base",
            ROOT + ".evaluation",
            ROOT + ".space",
            ROOT + ".picture",
            ROOT + ".search..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("ai.djl..", "org.tribuo..", "ai.onnxruntime..")
        .check(CLASSES);
  }

  /** What is put around them knows none of them either. */
  @Test
  void strategiesDoNotKnowEachOther() {
    String strategies = ROOT + ".search.strategy";
    slices()
        .matching(strategies + ".(*)")
        .should()
        .notDependOnEachOther()
        .ignoreDependency(resideInAPackage(strategies + ".named"), alwaysTrue())
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
