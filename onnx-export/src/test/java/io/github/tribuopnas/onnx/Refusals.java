package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What exporters say of blocks that no graph can express. */
final class Refusals {

  private Refusals() {}

  static String of(OnnxExporter exporter) {
    return assertThrows(UnsupportedOperationException.class, exporter::toModel).getMessage();
  }

  static void assertRefused(OnnxExporter exporter, String... parts) {
    assertContains(of(exporter), parts);
  }

  static void assertContains(String message, String... parts) {
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
