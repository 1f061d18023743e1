package io.github.tribuopnas.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiCapitalsTest {

  private final Locale before = Locale.getDefault();

  @AfterEach
  void restore() {
    Locale.setDefault(before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az-AZ", "lt-LT", "en-US", "de-DE"})
  void namesAreCapitalizedAsInAscii(String language) {
    Locale locale = Locale.forLanguageTag(language);
    Locale.setDefault(locale);
    assertEquals("INFO", AsciiCapitals.in(() -> "info".toUpperCase(Locale.getDefault())));
    assertEquals(locale, Locale.getDefault());
  }

  @Test
  void theLocaleComesBackAfterAFailureToo() {
    Locale turkish = Locale.forLanguageTag("tr");
    Locale.setDefault(turkish);
    assertThrows(
        IllegalStateException.class,
        () ->
            AsciiCapitals.in(
                () -> {
                  throw new IllegalStateException();
                }));
    assertEquals(turkish, Locale.getDefault());
  }
}
