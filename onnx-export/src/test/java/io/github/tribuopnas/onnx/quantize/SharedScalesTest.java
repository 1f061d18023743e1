package io.github.tribuopnas.onnx.quantize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.tribuopnas.onnx.model.EditableGraph;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedScalesTest {

  private static NodeProto concat(String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType("Concat")
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("axis")
                .setType(AttributeProto.AttributeType.INT)
                .setI(1))
        .build();
  }

  private static Statistics upTo(float most) {
    return new Statistics(Scale.covering(0, most), new double[1]);
  }

  /** The whole goes to 8, so 4 and 5 are near enough, in whatever it is joined; 3 is not. */
  @Test
  void nearScalesAreTheSame() {
    EditableGraph graph =
        new EditableGraph(
            GraphProto.newBuilder()
                .addNode(concat("inner", "a", "b"))
                .addNode(concat("whole", "inner", "c", "d"))
                .build());
    Map<String, Statistics> shared =
        SharedScales.of(
            new Layers(graph),
            graph.nodes(),
            Map.of(
                "a", upTo(5),
                "b", upTo(3),
                "inner", upTo(5),
                "c", upTo(4),
                "d", upTo(8),
                "whole", upTo(8)));
    Scale whole = Scale.covering(0, 8);
    for (String near : List.of("a", "inner", "c", "d", "whole")) {
      assertEquals(whole, shared.get(near).scale(), near);
    }
    assertEquals(Scale.covering(0, 3), shared.get("b").scale());
  }
}
