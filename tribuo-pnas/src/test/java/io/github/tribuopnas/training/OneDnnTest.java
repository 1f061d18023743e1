package io.github.tribuopnas.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnTest {

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, 26, true",
    "AuthenticAMD, 25, false",
    "AuthenticAMD, 126, false",
    "GenuineIntel, 26, false",
    "GenuineIntel, 6, false"
  })
  void onlyAmdsFamily26Errs(String vendor, String family, boolean errs) {
    List<String> lines =
        List.of(
            "processor\t: 0", "vendor_id\t: " + vendor, "cpu family\t: " + family, "model\t: 2");
    assertEquals(errs, OneDnn.errs(lines));
  }
}
