package io.github.tribuopnas.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class CountedTest {

  @Test
  void oneIsNotMany() {
    assertEquals("0 cells", Counted.of(0, "cell"));
    assertEquals("1 cell", Counted.of(1, "cell"));
    assertEquals("1,200 cells", Counted.of(1_200, "cell"));
  }
}
