package io.github.tribuopnas.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import io.github.tribuopnas.cli.run.RunConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tribuo.test.Helpers;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;

/** An option that is declared in one place is known everywhere. */
class OptionGroupTest {

  @TempDir Path directory;

  /** A command with the group and nothing else. */
  @Command(name = "made-up", showDefaultValues = true)
  static final class MadeUpCommand {
    @ArgGroup(validate = false)
    private final MadeUpOptions options = new MadeUpOptions();
  }

  private static MadeUpCommand parsed(CommandLine line, String... words) {
    line.parseArgs(words);
    MadeUpCommand command = line.getCommand();
    command.options.postConfig();
    return command;
  }

  @Test
  void helpHasNameDescriptionAndDefault() {
    String help = new CommandLine(new MadeUpCommand()).getUsageMessage(Ansi.OFF);
    assertTrue(help.contains("--speed=S"), help);
    assertTrue(help.contains("How fast it goes, in furlongs per fortnight."), help);
    assertTrue(help.contains("Default: 2.5"), help);
    assertTrue(help.contains("--colors=COLOR"), help);
    assertTrue(help.contains("Default: [red, green]"), help);
  }

  @Test
  void theCommandTheConfigurationFileAndJavaGiveTheSame() throws IOException {
    MadeUpOptions java =
        new MadeUpOptions().withSpeed(3).withColors(List.of("blue")).withNote("late");
    MadeUpOptions typed =
        parsed(new CommandLine(new MadeUpCommand()), "--speed=3", "--colors", "blue", "--note=late")
            .options;
    Path file =
        Files.writeString(
            directory.resolve("made-up.xml"),
            "<config><component name=\"m\" type=\""
                + MadeUpOptions.class.getName()
                + "\">"
                + "<property name=\"speed\" value=\"3\"/>"
                + "<propertylist name=\"colors\"><item>blue</item></propertylist>"
                + "<property name=\"note\" value=\"late\"/></component></config>");
    try (ConfigurationManager manager = new ConfigurationManager(file.toUri().toURL())) {
      assertEquals(java, manager.lookup("m"));
    }
    assertEquals(java, typed);
    assertEquals(java.hashCode(), typed.hashCode());
    assertEquals(java.getProvenance(), typed.getProvenance());
    assertEquals("MadeUpOptions(speed=3.0,colors=[blue],note=late)", typed.toString());
    assertNotEquals(java, new MadeUpOptions());
    assertEquals("MadeUpOptions(speed=2.5,colors=[red, green])", new MadeUpOptions().toString());
  }

  /** What {@code config.json} keeps is what {@code pnas resume} goes on with. */
  @Test
  void aRunIsGoneOnWithByWhatItsConfigurationKeeps() throws IOException {
    CommandLine first = new CommandLine(new MadeUpCommand());
    MadeUpOptions begun = parsed(first, "--speed=4", "--colors=blue,white").options;
    RunConfiguration.of(first.getCommandSpec()).writeTo(directory);
    List<String> words =
        new ArrayList<>(
            RunConfiguration.read(directory)
                .wordsOf(Set.of("--speed", "--colors", "--note"), Set.of()));
    assertTrue(words.containsAll(List.of("--speed=4", "--colors=blue", "--colors=white")));
    CommandLine second = new CommandLine(new MadeUpCommand());
    assertEquals(begun, parsed(second, words.toArray(String[]::new)).options);
  }

  @Test
  void theProvenanceHasEverySettingAndIsEnoughToMakeTheGroupAgain() {
    MadeUpOptions options = new MadeUpOptions().withSpeed(7).withNote("late");
    Helpers.testConfigurableRoundtrip(options);
    assertEquals(1, ProvenanceUtil.extractConfiguration(options.getProvenance()).size());
    String provenance = options.getProvenance().toString();
    for (String part : List.of("speed=7.0", "red", "green", "note=late")) {
      assertTrue(provenance.contains(part), provenance);
    }
  }

  @Test
  void aChangeLeavesTheOriginalAlone() {
    MadeUpOptions usual = new MadeUpOptions();
    List<String> colors = new ArrayList<>(List.of("blue"));
    MadeUpOptions changed = usual.withColors(colors);
    colors.add("white");
    assertEquals(List.of("blue"), changed.colors());
    assertEquals(List.of("red", "green"), usual.colors());
    assertThrows(UnsupportedOperationException.class, () -> changed.colors().add("white"));
    assertEquals(2.5, changed.speed());
  }

  @Test
  void aValueOutOfRangeIsRefusedWithTheRange() {
    for (double speed : new double[] {0, -1, 9.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      PropertyException refusal =
          assertThrows(PropertyException.class, () -> new MadeUpOptions().withSpeed(speed));
      assertEquals("speed is " + speed + "; allowed are numbers above 0 to 9", refusal.getMsg());
      assertEquals("speed", refusal.getProperty());
    }
    assertEquals(9, new MadeUpOptions().withSpeed(9).speed());
  }

  /** As of a plan that was changed by hand. */
  @Test
  void aTextThatCannotBeReadIsToldWithItsOption() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class,
            () -> new MadeUpOptions().withUnset(Map.of("--speed", "fast")));
    assertEquals("--speed cannot be 'fast'; needed is S", refused.getMessage());
  }
}
