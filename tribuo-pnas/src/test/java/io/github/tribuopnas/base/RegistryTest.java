package io.github.tribuopnas.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private static final Registry<String> SHAPES =
      Registry.<String>of("shape")
          .with("point", numbers -> "point")
          .with("circle", numbers -> "circle of 1")
          .with("circle(RADIUS)", numbers -> "circle of " + numbers[0])
          .with("line(X,Y)", numbers -> "line to " + Arrays.toString(numbers))
          .with("path(X,Y,...)", numbers -> "path along " + Arrays.toString(numbers));

  private static void assertRefused(String message, String text) {
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> SHAPES.parse(text)).getMessage());
  }

  @Test
  void eachFormIsReadWithAsManyNumbersAsItNames() {
    assertEquals("point", SHAPES.parse("point"));
    assertEquals("circle of 1", SHAPES.parse("circle"));
    assertEquals("circle of 2.5", SHAPES.parse(" circle(2.5) "));
    assertEquals("line to [1.0, -2.0]", SHAPES.parse("line(1, -2)"));
    assertEquals("path along [1.0, 2.0]", SHAPES.parse("path(1,2)"));
    assertEquals("path along [1.0, 2.0, 3.0]", SHAPES.parse("path(1,2,3)"));
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatThereAre() {
    String allowed = "; allowed are point, circle, circle(RADIUS), line(X,Y), path(X,Y,...)";
    assertRefused("unknown shape 'cube'" + allowed, "cube");
    assertRefused("unknown shape 'cube'" + allowed, "cube(1)");
    assertRefused("unknown shape ''" + allowed, "");
  }

  @Test
  void otherNumbersAreRefusedWithTheForm() {
    assertRefused("'line(1)' must be written as line(X,Y)", "line(1)");
    assertRefused("'circle(1,2)' must be written as circle or circle(RADIUS)", "circle(1,2)");
    assertRefused("'path(1)' must be written as path(X,Y,...)", "path(1)");
    assertRefused("'x' in 'circle(x)' is not a number", "circle(x)");
  }

  @Test
  void constantsAreFoundByTheirNames() {
    Registry<Size> sizes = Registry.of("size", Size.values());
    assertEquals(Size.LARGE, sizes.parse("large"));
    assertEquals(List.of("small", "large"), sizes.forms());
  }

  private enum Size implements Named {
    SMALL,
    LARGE
  }
}
