package io.github.tribuopnas.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Headless Chromium with one page, spoken to in the DevTools protocol. */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern ENDPOINT = Pattern.compile("ws://\\S+");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> messages;
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> loaded = new HashSet<>();
  private final String session;
  private int last;

  private Browser(Process process, WebSocket socket, BlockingQueue<JsonNode> messages)
      throws IOException, InterruptedException {
    this.process = process;
    this.socket = socket;
    this.messages = messages;
    String target =
        send("Target.createTarget", Map.of("url", "about:blank"), null).get("targetId").asText();
    session =
        send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), null)
            .get("sessionId")
            .asText();
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
    call("Page.setLifecycleEventsEnabled", Map.of("enabled", true));
  }

  /** Returns the browser's program if this machine has one. */
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator))
        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser start(Path program, Path profile) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--hide-scrollbars",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader lines = process.errorReader(StandardCharsets.UTF_8);
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher endpoint = ENDPOINT.matcher(line);
      if (line.startsWith("DevTools listening") && endpoint.find()) {
        drain(lines);
        BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        WebSocket socket =
            HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(endpoint.group()), new Receiver(messages))
                .join();
        return new Browser(process, socket, messages);
      }
    }
    process.destroyForcibly();
    throw new IOException(program + " did not start:\n" + said);
  }

  /** A full pipe would stop the browser. */
  private static void drain(BufferedReader lines) {
    Thread thread = new Thread(() -> lines.lines().forEach(line -> {}), "browser-errors");
    thread.setDaemon(true);
    thread.start();
  }

  /** Shows a page in a window of so many CSS pixels. */
  void show(URI page, int width, int height, boolean dark)
      throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    String loader = call("Page.navigate", Map.of("url", page.toString())).get("loaderId").asText();
    while (!loaded.contains(loader)) {
      note(next("the load of " + page));
    }
  }

  /** Returns the value of a JavaScript expression as text. */
  String text(String expression) throws IOException, InterruptedException {
    JsonNode result =
        call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IOException(expression + " failed: " + result.get("exceptionDetails"));
    }
    return result.get("result").path("value").asText();
  }

  /** Returns a PNG of the window. */
  byte[] screenshot() throws IOException, InterruptedException {
    JsonNode result = call("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(result.get("data").asText());
  }

  /** Returns errors and warnings of the console, exceptions, and requests to anywhere but files. */
  List<String> complaints() {
    return complaints;
  }

  private JsonNode call(String method, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    return send(method, parameters, session);
  }

  private JsonNode send(String method, Map<String, Object> parameters, String to)
      throws IOException, InterruptedException {
    last++;
    ObjectNode message = JSON.createObjectNode().put("id", last).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (to != null) {
      message.put("sessionId", to);
    }
    socket.sendText(JSON.writeValueAsString(message), true).join();
    while (true) {
      JsonNode answer = next(method);
      if (answer.path("id").asInt() == last) {
        if (answer.has("error")) {
          throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.get("result");
      }
      note(answer);
    }
  }

  private JsonNode next(String awaited) throws IOException, InterruptedException {
    JsonNode message = messages.poll(60, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("the browser does not tell of " + awaited);
    }
    return message;
  }

  private void note(JsonNode event) {
    String method = event.path("method").asText();
    JsonNode parameters = event.path("params");
    if (method.equals("Page.lifecycleEvent") && parameters.path("name").asText().equals("load")) {
      loaded.add(parameters.path("loaderId").asText());
    }
    String url = parameters.path("request").path("url").asText();
    boolean complaint =
        switch (method) {
          case "Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled" -> true;
          case "Network.requestWillBeSent" -> !url.matches("(file|data|about):.*");
          default -> false;
        };
    if (complaint) {
      complaints.add(method + ": " + parameters);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    send("Browser.close", Map.of(), null);
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    socket.abort();
  }

  /** Puts parts of messages together. */
  private static final class Receiver implements WebSocket.Listener {

    private final BlockingQueue<JsonNode> messages;
    private final StringBuilder parts = new StringBuilder();

    Receiver(BlockingQueue<JsonNode> messages) {
      this.messages = messages;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean ended) {
      parts.append(data);
      if (ended) {
        try {
          messages.add(JSON.readTree(parts.toString()));
        } catch (IOException e) {
          return CompletableFuture.failedStage(e);
        }
        parts.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }
}
