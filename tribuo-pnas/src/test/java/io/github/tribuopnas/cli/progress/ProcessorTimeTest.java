package io.github.tribuopnas.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.tribuopnas.search.Economy;
import io.github.tribuopnas.search.Economy.Part;
import io.github.tribuopnas.search.Economy.Use;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  @Test
  void theBarHasACharacterForEachFiftieth() {
    Economy economy =
        new Economy(
            List.of(
                new Part(Use.DROPPED, "some", 120),
                new Part(Use.DROPPED, "others", 40),
                new Part(Use.WINNER, "the winner", 20),
                new Part(Use.FINAL, "its final training", 12),
                new Part(Use.REST, "the search itself", 8)));
    StringWriter text = new StringWriter();

    ProcessorTime.print(economy, new PrintWriter(text));

    assertEquals(
        "\n200 s of a processor: 80 % of the time trained networks that were dropped.\n["
            + "#".repeat(40)
            + "=".repeat(5)
            + "+".repeat(3)
            + ".".repeat(2)
            + "]  # dropped, = winner, + final training, . rest\n",
        text.toString().replace("\r\n", "\n"));
  }
}
