package io.github.tribuopnas.onnx.recording;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/** Numbers and classes of compiled code, beside those that the disassembler of the JDK finds. */
class ClassFileTest {

  /** Numbers of all forms, hidden between instructions of all lengths. */
  static final class Sample {
    private static final long[] SIZES = {224, 70_000, 5_000_000_000L};

    private Sample() {}

    static long of(long n, int i, Object any) {
      int count = i;
      count += 1000;
      switch (i) {
        case 300, 301, 303 -> count++;
        case 900, 90_000, -7 -> count--;
        default -> count += 2;
      }
      if (n == 16 || n * 0.5 == 48.0 || n == 3f * SIZES[0] || i == 129 || i == -500) {
        return any instanceof String[][] texts ? texts.length : new int[2][3][0].length;
      }
      Runnable task = () -> System.gc();
      task.run();
      return count;
    }
  }

  private static ClassFile read(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream stream = type.getClassLoader().getResourceAsStream(name)) {
      return ClassFile.read(stream);
    }
  }

  @Test
  void findsNumbersOfAllForms() throws IOException {
    Set<Long> numbers = read(Sample.class).numbers();
    for (long number :
        new long[] {
          16, 48, 129, 224, 300, 301, 303, 900, -500, 70_000, 90_000, 5_000_000_000L, -7, 3
        }) {
      assertTrue(numbers.contains(number), () -> number + " in " + numbers);
    }
  }

  @Test
  void findsTheClassesThatAreNamed() throws IOException {
    assertTrue(
        read(ClassFileTest.class).classes().contains(Sample.class.getName().replace('.', '/')));
  }

  /** The operands of bipush and sipush as javap prints them. */
  @Test
  void readsInstructionsAsTheDisassemblerDoes() throws IOException, URISyntaxException {
    for (Class<?> type : Set.of(Sample.class, ClassFile.class, ClassFileTest.class)) {
      Set<Long> numbers = read(type).numbers();
      disassembled(type)
          .lines()
          .filter(line -> line.matches(" *[0-9]+: (bi|si)push .*"))
          .map(line -> Long.valueOf(line.replaceAll(".*push +", "").strip()))
          .forEach(number -> assertTrue(numbers.contains(number), () -> number + " in " + numbers));
    }
    assertTrue(disassembled(Sample.class).contains("sipush"));
  }

  private static String disassembled(Class<?> type) throws URISyntaxException {
    Path classes = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path file = classes.resolve(type.getName().replace('.', '/') + ".class");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    ToolProvider.findFirst("javap").orElseThrow().run(print, print, "-c", "-p", file.toString());
    return out.toString(StandardCharsets.UTF_8);
  }
}
