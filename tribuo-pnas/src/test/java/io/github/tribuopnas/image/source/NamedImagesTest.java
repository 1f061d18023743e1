package io.github.tribuopnas.image.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.download.RemoteFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NamedImagesTest {

  private static final List<String> NAMES =
      List.of(
          "train-images-idx3-ubyte.gz",
          "train-labels-idx1-ubyte.gz",
          "t10k-images-idx3-ubyte.gz",
          "t10k-labels-idx1-ubyte.gz");

  @TempDir Path cache;

  private final Map<String, byte[]> published = new HashMap<>();
  private final Map<String, byte[]> served = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private boolean cutOff;

  @BeforeEach
  void start() throws IOException {
    published.put(NAMES.get(0), gzip(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4));
    published.put(NAMES.get(1), gzip(0, 0, 8, 1, 0, 0, 0, 2, 0, 1));
    published.put(NAMES.get(2), gzip(0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2, 5, 6));
    published.put(NAMES.get(3), gzip(0, 0, 8, 1, 0, 0, 0, 1, 1));
    served.putAll(published);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String name = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
    String range = exchange.getRequestHeaders().getFirst("Range");
    asked.add(name + (range == null ? "" : " " + range));
    byte[] file = served.get(name);
    if (file == null) {
      exchange.sendResponseHeaders(404, -1);
    } else {
      int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
      exchange.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
      int end = cutOff ? from + (file.length - from) / 2 : file.length;
      exchange.getResponseBody().write(file, from, end - from);
      exchange.getResponseBody().flush();
    }
    exchange.close();
  }

  private static byte[] gzip(int... bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      for (int value : bytes) {
        out.write(value);
      }
    }
    return zipped.toByteArray();
  }

  private NamedImages set(Optional<Path> installed) {
    URI here = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/set/");
    List<RemoteFile> files =
        NAMES.stream()
            .map(
                name ->
                    new RemoteFile(
                        name, published.get(name).length, Sha256.of(published.get(name))))
            .toList();
    return new NamedImages("tiny", List.of(here), files, installed);
  }

  private ImageSet locate() throws IOException, InterruptedException {
    return set(Optional.empty())
        .locate(cache, DownloadListener.NONE)
        .read(ImageReading.asTheyAre());
  }

  private IOException assertFails() {
    return assertThrows(IOException.class, this::locate);
  }

  private List<String> cached() throws IOException {
    try (Stream<Path> files = Files.list(cache.resolve("tiny"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aSetIsDownloadedOnceAndReadFromTheCacheThen() throws Exception {
    ImageSet set = locate();
    assertEquals(2, set.train().size());
    assertEquals(6, set.test().orElseThrow().images().value(0, 1));
    assertEquals(NAMES, asked);
    locate();
    assertEquals(4, asked.size());
  }

  @Test
  void progressIsToldUpToTheLastByte() throws Exception {
    List<String> told = new ArrayList<>();
    DownloadListener listener =
        new DownloadListener() {
          @Override
          public void started(String file, long bytes) {
            told.add(file + " " + bytes);
          }

          @Override
          public void received(long bytes) {
            told.add(Long.toString(bytes));
          }

          @Override
          public void ended() {
            told.add("ended");
          }
        };
    set(Optional.empty()).locate(cache, listener);
    int length = published.get(NAMES.get(0)).length;
    assertEquals(NAMES.get(0) + " " + length, told.get(0));
    assertEquals(Integer.toString(length), told.get(told.indexOf("ended") - 1));
  }

  @Test
  void aFileOfTheRightLengthThatIsAnotherIsRefusedAndNotKept() throws Exception {
    byte[] corrupt = published.get(NAMES.get(0)).clone();
    corrupt[corrupt.length / 2] ^= 1;
    served.put(NAMES.get(0), corrupt);
    String message = assertFails().getMessage();
    assertTrue(message.contains(Sha256.of(corrupt)), message);
    assertTrue(message.contains(Sha256.of(published.get(NAMES.get(0)))), message);
    assertEquals(List.of(), cached());
    served.putAll(published);
    assertEquals(2, locate().train().size());
  }

  @Test
  void aFileThatDoesNotEndIsCutOff() throws Exception {
    served.put(NAMES.get(0), new byte[1 << 20]);
    assertTrue(assertFails().getMessage().contains("is not the file expected"));
    assertEquals(List.of(), cached());
  }

  @Test
  void anInterruptedDownloadIsGoneOnWith() throws Exception {
    cutOff = true;
    assertFails();
    assertEquals(List.of(NAMES.get(0) + ".part"), cached());
    byte[] half = Files.readAllBytes(cache.resolve("tiny").resolve(NAMES.get(0) + ".part"));
    assertTrue(half.length > 0);
    assertArrayEquals(Arrays.copyOf(published.get(NAMES.get(0)), half.length), half);
    cutOff = false;
    asked.clear();
    assertEquals(2, locate().train().size());
    assertEquals(NAMES.get(0) + " bytes=" + half.length + "-", asked.get(0));
    assertEquals(NAMES.stream().sorted().toList(), cached());
  }

  @Test
  void whatALeftPartMakesWrongIsThrownAway() throws Exception {
    Path directory = Files.createDirectories(cache.resolve("tiny"));
    Files.write(directory.resolve(NAMES.get(0) + ".part"), new byte[] {1, 2, 3});
    assertFails();
    assertEquals(List.of(), cached());
    assertEquals(2, locate().train().size());
  }

  @Test
  void withoutANetworkTheMessageTellsWhereTheFilesGo() {
    server.stop(0);
    String message = assertFails().getMessage();
    assertTrue(message.contains(cache.resolve("tiny").toString()), message);
    NAMES.forEach(name -> assertTrue(message.contains(name), message));
    assertTrue(message.contains("http://127.0.0.1"), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void aMissingFileIsToldWithItsAddress() {
    served.remove(NAMES.get(2));
    String message = assertFails().getMessage();
    assertTrue(message.contains("/set/" + NAMES.get(2) + " answered with status 404"), message);
  }

  @Test
  void whatIsInstalledOrPutThereByHandIsTaken() throws Exception {
    Path installed = Files.createDirectories(cache.resolve("installed"));
    for (String name : NAMES) {
      Files.write(installed.resolve(name), published.get(name));
    }
    ImageSource source = set(Optional.of(installed)).locate(cache, DownloadListener.NONE);
    assertEquals(installed, source.path());
    Path byHand = Files.createDirectories(cache.resolve("tiny"));
    for (String name : NAMES) {
      Files.write(byHand.resolve(name), published.get(name));
    }
    assertEquals(byHand, set(Optional.of(installed)).locate(cache, DownloadListener.NONE).path());
    assertTrue(asked.isEmpty());
  }

  @Test
  void theThreeSetsAreKnownByName() {
    assertEquals(List.of("fashion-mnist", "mnist", "cifar10"), NamedImages.names());
    NamedImages.names().forEach(name -> assertTrue(NamedImages.find(name).isPresent()));
    assertFalse(NamedImages.find("imagenet").isPresent());
    assertTrue(NamedImages.defaultCache().endsWith("tribuo-pnas"));
  }
}
