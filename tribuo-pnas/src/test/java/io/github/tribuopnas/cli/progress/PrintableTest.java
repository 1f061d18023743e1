package io.github.tribuopnas.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {

  @Test
  void whatControlsATerminalIsReplaced() {
    assertEquals("\ufffd[31mcat\ufffd]0;x\ufffd", Printable.line("\u001b[31mcat\u001b]0;x\u0007"));
    assertEquals("\ufffd31mcat\ufffd", Printable.line("\u009b31mcat\u007f"));
    assertEquals("gpj.\ufffdtac", Printable.line("gpj.\u202etac"));
    assertEquals("Katze, \u732b, \ud83d\udc08", Printable.line("Katze, \u732b, \ud83d\udc08"));
  }

  @Test
  void aLineStaysOneAndLinesStaySeveral() {
    assertEquals("cat\ufffddog\ufffd", Printable.line("cat\ndog\r"));
    assertEquals("cat\n\tdog\n\ufffd", Printable.lines("cat\n\tdog\r\n\u001b"));
    assertEquals("\ufffd100 %", Printable.lines("\r100 %"));
  }
}
