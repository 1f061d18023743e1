package io.github.tribuopnas.image.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tribuopnas.base.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops in the middle, and says nothing more. */
@Timeout(300)
class DownloadTest {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);
  private static final RemoteFile FILE =
      new RemoteFile("digits.gz", CONTENT.length, Sha256.of(CONTENT));

  @TempDir Path folder;

  private HttpServer server;
  private URI address;
  private boolean isSilent;
  private int sent;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::answer);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/digits.gz");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** The connection of an exchange that is not closed stays open. */
  private void answer(HttpExchange exchange) throws IOException {
    if (isSilent) {
      return;
    }
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    exchange.sendResponseHeaders(range == null ? 200 : 206, CONTENT.length - from);
    exchange.getResponseBody().write(CONTENT, from, sent - from);
    exchange.getResponseBody().flush();
  }

  private void fetch(Duration answer, Duration patience) throws IOException, InterruptedException {
    new Download(DownloadListener.NONE, Map.of("no_proxy", "*"), answer, patience)
        .fetch(address, FILE, folder);
  }

  @Test
  void aDownloadThatStallsFailsAndGoesOnFromThere() throws Exception {
    sent = 4;
    String message =
        assertThrows(IOException.class, () -> fetch(LONG, SHORT))
            .getMessage()
            .replaceFirst("after [04] of", "after 4 of");
    assertEquals(
        address + " sends nothing for 1s, after 4 of 10 bytes; the same command goes on from there",
        message);
    sent = CONTENT.length;
    fetch(LONG, LONG);
    assertEquals("0123456789", Files.readString(folder.resolve(FILE.name())));
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    isSilent = true;
    assertEquals(
        address + " does not answer within 1s",
        assertThrows(IOException.class, () -> fetch(SHORT, LONG)).getMessage());
  }
}
