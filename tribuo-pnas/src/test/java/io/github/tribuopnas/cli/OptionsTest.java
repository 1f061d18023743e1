package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.oracle.labs.mlrg.olcut.config.Config;
import io.github.tribuopnas.CellTrainer;
import io.github.tribuopnas.PNASTrainer;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.network.NetworkOptions;
import io.github.tribuopnas.options.ConfigFields;
import io.github.tribuopnas.options.OptionGroup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Every option of a search and of a training is declared once, for the command and in Java. */
class OptionsTest {

  /** Groups of options about the images, the call and the terminal, which no trainer has. */
  private static final Set<Class<?>> OF_THE_COMMAND =
      Set.of(
          OriginOptions.class,
          ImageOptions.class,
          ConfigurationOptions.class,
          ContinuationOptions.class,
          OutputOptions.class);

  /** The same, where they are in no group. */
  private static final Set<String> IN_NO_GROUP =
      Set.of("--help", "--debug", "--resume", "--checkpoint-every");

  private static final Map<String, List<OptionGroup<?>>> TRAINERS =
      Map.of(
          "search",
          PNASTrainer.builder().setFormat(ImageFormat.of(8, 8, 1)).build().options(),
          "train",
          CellTrainer.builder()
              .setFormat(ImageFormat.of(8, 8, 1))
              .setNetwork(new NetworkOptions().withCell("pnasnet5"))
              .build()
              .options());

  private static CommandLine command(String name) {
    return Pnas.commandLine().getSubcommands().get(name);
  }

  private static Map<String, OptionSpec> options(String command) {
    return command(command).getCommandSpec().options().stream()
        .filter(option -> !IN_NO_GROUP.contains(option.longestName()))
        .filter(
            option -> !OF_THE_COMMAND.contains(((Field) option.userObject()).getDeclaringClass()))
        .collect(Collectors.toMap(OptionSpec::longestName, Function.identity()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "train"})
  void theCommandHasTheOptionsOfItsTrainer(String command) {
    Set<String> ofTrainer = new TreeSet<>();
    for (OptionGroup<?> group : TRAINERS.get(command)) {
      for (Field field : ConfigFields.of(group.getClass())) {
        if (field.isAnnotationPresent(Option.class)) {
          ofTrainer.addAll(List.of(field.getAnnotation(Option.class).names()));
        }
      }
    }
    assertEquals(ofTrainer, new TreeSet<>(options(command).keySet()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "train"})
  void nameDescriptionAndDefaultAreThoseOfTheTrainer(String command) throws Exception {
    for (OptionSpec option : options(command).values()) {
      Field field = (Field) option.userObject();
      String place = option.longestName() + " of " + field;
      assertTrue(OptionGroup.class.isAssignableFrom(field.getDeclaringClass()), place);
      Config config = field.getAnnotation(Config.class);
      assertArrayEquals(new String[] {config.description()}, option.description(), place);
      assertTrue(config.description().endsWith("."), place);
      Object group = field.getDeclaringClass().getConstructor().newInstance();
      field.setAccessible(true);
      assertEquals(field.get(group), option.initialValue(), place);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"search", "train"})
  void everyOptionCanBeSetInJava(String command) {
    for (OptionGroup<?> group : TRAINERS.get(command)) {
      Set<String> setters =
          Arrays.stream(group.getClass().getMethods())
              .filter(method -> method.getReturnType() == group.getClass())
              .filter(method -> !Modifier.isStatic(method.getModifiers()))
              .map(Method::getName)
              .collect(Collectors.toCollection(HashSet::new));
      for (Field field : ConfigFields.of(group.getClass())) {
        String name = field.getName().replaceFirst("errides$", "erride");
        String with = "with" + name.substring(0, 1).toUpperCase(Locale.ROOT);
        assertTrue(setters.contains(with + name.substring(1)), () -> "no setter of " + field);
      }
    }
  }

  /** The text form names whatever differs from another trainer. */
  @ParameterizedTest
  @ValueSource(strings = {"search", "train"})
  void theTextFormHasEverySetting(String command) {
    for (OptionGroup<?> group : TRAINERS.get(command)) {
      ConfigFields.values(group)
          .forEach(
              (name, value) ->
                  assertEquals(
                      value != null,
                      group.toString().matches(".*[(,]" + name + "=.*"),
                      () -> name + " in " + group));
    }
  }

  private static String err(String... words) {
    StringWriter err = new StringWriter();
    PrintWriter writer = new PrintWriter(err, true);
    assertEquals(2, Pnas.run(writer, writer, words));
    return err.toString();
  }

  @Test
  @Tag("slow")
  void formerNamesAreReadForAReleaseAndSayTheNewOne() {
    String asked = err("search", "--ask=often");
    assertTrue(asked.startsWith("pnas: --ask is now --refit-every; "), asked);
    assertTrue(asked.contains("refitEvery is 'often'"), asked);
    String set = err("search", "--set", "rate=1", "--final-set=dropout=0.5");
    assertTrue(set.contains("--set is now --override; "), set);
    assertTrue(set.contains("--final-set is now --final-override; "), set);
    assertTrue(set.contains("unknown recipe field 'rate'"), set);
    String train = err("train", "--cell=pnasnet5", "--set", "rate=1");
    assertTrue(train.contains("--set is now --override; "), train);
    assertFalse(err("search", "--refit-every=often").contains("is now"));
  }
}
