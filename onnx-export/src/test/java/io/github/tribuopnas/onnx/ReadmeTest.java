package io.github.tribuopnas.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README compile, and the first one has ten lines. */
class ReadmeTest {
  private static final String IMPORTS =
      "import ai.djl.*; import ai.djl.basicmodelzoo.cv.classification.*;"
          + " import ai.djl.ndarray.types.*; import ai.djl.nn.*;"
          + " import ai.onnx.proto.OnnxMl.ModelProto; import io.github.tribuopnas.onnx.*;"
          + " import io.github.tribuopnas.onnx.check.*; import io.github.tribuopnas.onnx.rewrite.*;"
          + " import io.github.tribuopnas.onnx.quantize.*;"
          + " import java.nio.file.*; import java.util.*;";

  private static List<String> programs() throws IOException {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("README.md")));
    List<String> programs = new ArrayList<>();
    while (block.find()) {
      programs.add(block.group(1));
    }
    return programs;
  }

  @Test
  void allProgramsCompile(@TempDir Path classes) throws IOException {
    List<String> programs = programs();
    assertEquals(4, programs.size());
    for (String program : programs) {
      assertEquals(List.of(), errors(program, classes), program);
    }
  }

  private static List<String> errors(String program, Path classes) {
    String text =
        IMPORTS
            + " class Program { void run(OnnxExporterBuilder builder, float[] pixels) throws Exception { "
            + program
            + " } }";
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options =
        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    ToolProvider.getSystemJavaCompiler()
        .getTask(null, null, diagnostics, options, null, List.of(source))
        .call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  @Test
  void theFirstProgramHasTenLines() throws IOException {
    assertEquals(10, programs().get(0).lines().count());
  }
}
