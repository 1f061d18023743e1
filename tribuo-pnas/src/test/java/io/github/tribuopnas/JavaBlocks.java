package io.github.tribuopnas;

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
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The Java that a page of the documentation shows: statements, whose imports are not shown. */
final class JavaBlocks {

  private static final List<String> IMPORTS =
      List.of(
          "ai.onnxruntime.OrtEnvironment",
          "ai.onnxruntime.OrtSession",
          "io.github.tribuopnas.*",
          "io.github.tribuopnas.execution.*",
          "io.github.tribuopnas.image.*",
          "io.github.tribuopnas.image.codec.*",
          "io.github.tribuopnas.image.source.*",
          "io.github.tribuopnas.objective.*",
          "io.github.tribuopnas.search.strategy.*",
          "io.github.tribuopnas.space.*",
          "io.github.tribuopnas.surrogate.feature.*",
          "io.github.tribuopnas.training.*",
          "java.nio.file.Path",
          "org.tribuo.*",
          "org.tribuo.classification.*",
          "org.tribuo.classification.ensemble.*",
          "org.tribuo.classification.evaluation.*",
          "org.tribuo.ensemble.*",
          "org.tribuo.evaluation.*",
          "io.github.tribuopnas.surrogate.*",
          "org.tribuo.regression.rtree.*");

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private JavaBlocks() {}

  static List<String> of(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(page));
    while (block.find()) {
      blocks.add(block.group(1));
    }
    return blocks;
  }

  private static String program(String body) {
    StringBuilder program = new StringBuilder();
    IMPORTS.forEach(name -> program.append("import ").append(name).append(";\n"));
    program.append("class Program { void run() throws Exception {\n").append(body).append("}}\n");
    return program.toString();
  }

  /**
   * Compiles a block, as the body of a method unless it begins with its imports, and returns what
   * is wrong with it.
   */
  static List<String> errors(String block, Path classes) {
    String program = block.startsWith("import ") ? block : program(block);
    JavaFileObject source =
        new SimpleJavaFileObject(URI.create("string:///Program.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return program;
          }
        };
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    compiler.getTask(null, null, diagnostics, options, null, List.of(source)).call();
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }
}
