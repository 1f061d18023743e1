package io.github.tribuopnas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.search.strategy.StrategyOptions;
import io.github.tribuopnas.space.Operation;
import io.github.tribuopnas.space.SpaceOptions;
import io.github.tribuopnas.training.TrainingOptions;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerConfigurationTest {

  private static final Path SHIPPED = Path.of("..", "docs", "configs");

  private static final String TRAINER =
      "<component name=\"f\" type=\"io.github.tribuopnas.image.ImageFormat\">"
          + "<property name=\"height\" value=\"8\"/><property name=\"width\" value=\"8\"/>"
          + "<property name=\"channels\" value=\"1\"/></component>"
          + "<component name=\"pnas\" type=\"io.github.tribuopnas.PNASTrainer\">"
          + "<property name=\"format\" value=\"f\"/></component>";

  @TempDir Path directory;

  @Test
  void theShippedExamplesAreOneTrainer() throws IOException {
    PNASTrainer expected =
        PNASTrainer.builder()
            .setFormat(ImageFormat.of(28, 28, 1))
            .optSpace(
                new SpaceOptions()
                    .withBlocks(3)
                    .withOperations(
                        List.of(
                            Operation.SEPARABLE_3X3,
                            Operation.SEPARABLE_5X5,
                            Operation.IDENTITY,
                            Operation.MAX_POOL_3X3)))
            .optStrategy(new StrategyOptions().withBeam(16))
            .optTraining(new TrainingOptions().withEpochs(4).withFinalEpochs(30))
            .optSeed(1)
            .build();
    for (String name : List.of("pnas-trainer.xml", "pnas-trainer.json")) {
      assertEquals(
          expected.getProvenance(),
          TrainerConfiguration.load(SHIPPED.resolve(name)).getProvenance(),
          name);
    }
  }

  private void assertRefused(String part, String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    IOException e = assertThrows(IOException.class, () -> TrainerConfiguration.load(file));
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertTrue(e.getMessage().contains(name), e.getMessage());
  }

  @Test
  void aDoctypeIsRefusedAndNothingItNamesIsRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "a secret");
    String entity =
        "<!DOCTYPE config [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><config>&x;</config>";
    assertRefused("DOCTYPE", "entity.xml", entity);
    assertRefused("DOCTYPE", "plain.xml", "<!DOCTYPE config><config>" + TRAINER + "</config>");
    assertRefused("cannot be read", "utf16.xml", "<?xml version=\"1.0\" encoding=\"utf-16\"?><a/>");
  }

  /** Notes that it was read. */
  private static final class Stored implements Serializable {
    private static final long serialVersionUID = 1L;
    private static boolean isRead;

    private void readObject(ObjectInputStream in) {
      isRead = true;
    }
  }

  @Test
  void nothingButComponentsOfTribuoAndThisProjectIsAllowed() throws IOException {
    assertRefused(
        "java.lang.ProcessBuilder",
        "class.xml",
        "<config>"
            + TRAINER
            + "<component name=\"x\" type=\"java.lang.ProcessBuilder\"/></config>");
    assertRefused("'file'", "file.xml", "<config><file name=\"x\" value=\"other.xml\"/></config>");
    assertRefused(
        "'serialized'",
        "serialized.xml",
        "<config><serialized name=\"x\" location=\"y\"/></config>");
    assertRefused(
        "'serialized-objects'",
        "serialized.json",
        "{\"config\": {\"components\": [], \"serialized-objects\": []}}");
    Path stored = directory.resolve("stored");
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(stored))) {
      out.writeObject(new Stored());
    }
    for (String attribute : List.of("serialized=\"" + stored + "\"", "import=\"true\"")) {
      assertRefused(
          "'f'",
          "attribute.xml",
          "<config>" + TRAINER.replace("name=\"f\"", "name=\"f\" " + attribute) + "</config>");
    }
    assertRefused(
        "'f'",
        "attribute.json",
        "{\"config\": {\"components\": [{\"name\": \"f\", \"serialized\": \""
            + stored
            + "\", \"type\": \"io.github.tribuopnas.image.ImageFormat\"}]}}");
    assertFalse(Stored.isRead);
    assertRefused(
        "'type'",
        "list.json",
        "{\"config\": {\"components\": [{\"name\": \"x\", \"type\":"
            + " \"io.github.tribuopnas.space.SpaceOptions\", \"properties\":"
            + " {\"operations\": [{\"type\": \"java.lang.ProcessBuilder\"}]}}]}}");
    assertRefused("configures 0", "none.xml", "<config></config>");
    assertRefused("configures 0", "none.json", "{\"config\": {\"components\": []}}");
    assertRefused(
        "configures 2",
        "two.xml",
        "<config>"
            + TRAINER
            + TRAINER.replace("\"pnas\"", "\"other\"").replace("\"f\"", "\"g\"")
            + "</config>");
    assertRefused("cannot be read", "cut.json", "{\"config\": {");
    assertRefused("neither", "pnas.edn", "");
  }

  @Test
  void aSettingOutOfRangeIsNamed() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("blocks.xml"),
            "<config>"
                + "<component name=\"s\" type=\"io.github.tribuopnas.space.SpaceOptions\">"
                + "<property name=\"blocks\" value=\"9\"/></component>"
                + TRAINER.replace(
                    "value=\"f\"/>", "value=\"f\"/><property name=\"space\" value=\"s\"/>")
                + "</config>");
    PropertyException e =
        assertThrows(PropertyException.class, () -> TrainerConfiguration.load(file));
    assertTrue(e.getMessage().contains("9") && e.getMessage().contains("1 to 5"), e.getMessage());
  }
}
