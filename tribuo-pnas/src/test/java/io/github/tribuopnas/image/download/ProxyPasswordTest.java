package io.github.tribuopnas.image.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy that asks for a password is told; in a process, since Java decides it once. */
@Tag("slow")
class ProxyPasswordTest {

  @TempDir Path folder;

  /** A process that downloads a file through the proxy of its environment. */
  static final class Fetch {

    private Fetch() {}

    /** Prints why it failed. */
    public static void main(String[] arguments) throws InterruptedException {
      try {
        new Download(DownloadListener.NONE)
            .fetch(
                URI.create("https://data.example.org/set.gz"),
                new RemoteFile("set.gz", 1, ""),
                Path.of(arguments[0]));
      } catch (IOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private Process fetch(String proxy) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Fetch.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("HTTPS_PROXY", proxy);
    builder.environment().remove("https_proxy");
    builder.environment().remove("NO_PROXY");
    builder.environment().remove("no_proxy");
    return builder.start();
  }

  /** Answers a request, and returns its first line and what it says of a password. */
  private static List<String> answer(ServerSocket proxy, String answer) throws IOException {
    try (Socket socket = proxy.accept();
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      List<String> said = new ArrayList<>(List.of(reader.readLine()));
      for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
        if (line.startsWith("Proxy-Authorization")) {
          said.add(line);
        }
      }
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      return said;
    }
  }

  private static final String CONNECT = "CONNECT data.example.org:443 HTTP/1.1";
  private static final String ASK =
      "HTTP/1.1 407 Proxy Authentication Required\r\n"
          + "Proxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0\r\n"
          + "Connection: close\r\n\r\n";

  @Test
  void aProxyIsToldTheNameAndPasswordOfTheEnvironmentWhenItAsks()
      throws IOException, InterruptedException {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Process process = fetch("http://me:pa%40ss:w@127.0.0.1:" + proxy.getLocalPort());
      assertEquals(List.of(CONNECT), answer(proxy, ASK));
      String password =
          Base64.getEncoder().encodeToString("me:pa@ss:w".getBytes(StandardCharsets.UTF_8));
      assertEquals(
          List.of(CONNECT, "Proxy-Authorization: Basic " + password),
          answer(proxy, "HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n"));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertTrue(output.contains("403"), output);
    }
  }

  @Test
  void withoutAPasswordTheProxyThatAsksIsNamed() throws IOException, InterruptedException {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + proxy.getLocalPort();
      Process process = fetch(address);
      assertEquals(List.of(CONNECT), answer(proxy, ASK));
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor());
      assertTrue(
          output.endsWith(
              "status 407 through the proxy " + address + ", which asks for a name and a password"),
          output);
    }
  }
}
