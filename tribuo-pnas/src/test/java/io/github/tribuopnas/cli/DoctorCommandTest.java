package io.github.tribuopnas.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The doctor on the machine of the test, on which searches run. */
@Tag("slow")
class DoctorCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return Pnas.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void thisMachineCanSearchAndEveryPartWasLookedAtForReal() throws IOException {
    assertEquals(0, run("doctor", "--json"), () -> out + "\n" + err);
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertTrue(json.get("canSearch").asBoolean());
    JsonNode machine = json.get("machine");
    assertEquals("2.7.1", machine.at("/engine/version").asText());
    assertTrue(machine.at("/serving/version").asText().contains("with CPU"), out.toString());
    assertTrue(machine.at("/store/version").asText().startsWith("3."), out.toString());
    assertTrue(machine.at("/spark/version").asText().startsWith("4."), out.toString());
    assertEquals("cpu", machine.at("/steps/0/device").asText());
    assertTrue(machine.at("/steps/0/milliseconds").asDouble() > 0, out.toString());
  }

  @Test
  void theTableEndsWithTheVerdictAndQuickTimesNothing() {
    assertEquals(0, run("doctor", "--quick"), () -> out + "\n" + err);
    assertTrue(out.toString().endsWith("A search can run.\n"), out.toString());
    assertTrue(out.toString().contains("training step     not measured\n"), out.toString());
  }
}
