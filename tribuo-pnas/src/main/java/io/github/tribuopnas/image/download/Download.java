package io.github.tribuopnas.image.download;

import io.github.tribuopnas.base.DurationText;
import io.github.tribuopnas.base.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Downloads files whose length and SHA-256 are known. A file appears under its name only when it is
 * whole; an interrupted download is resumed.
 */
public final class Download {

  private static final Duration CONNECT = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BUFFER = 1 << 16;

  private static final int PROXY_ASKS = 407;

  private final DownloadListener listener;
  private final Duration answer;
  private final Duration patience;
  private final EnvironmentProxy proxy;
  private final HttpClient client;

  /**
   * Prepares downloads through the proxies that the environment names.
   *
   * @param listener watches them
   */
  public Download(DownloadListener listener) {
    this(listener, System.getenv(), PATIENCE, PATIENCE);
  }

  /** Prepares downloads that wait so long for an answer, and then for what comes next of it. */
  Download(
      DownloadListener listener,
      Map<String, String> environment,
      Duration answer,
      Duration patience) {
    this.listener = listener;
    this.answer = answer;
    this.patience = patience;
    proxy = new EnvironmentProxy(environment, ProxySelector.getDefault());
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(proxy);
    proxy.authenticator().ifPresent(builder::authenticator);
    client = builder.build();
  }

  /**
   * Downloads a file. It fails if the server sends nothing for a minute.
   *
   * @param address where it is
   * @param file what it should be
   * @param directory where it goes
   * @throws IOException if it cannot be downloaded, or is not what it should be; the message names
   *     the address
   * @throws InterruptedException if the thread is interrupted
   */
  public void fetch(URI address, RemoteFile file, Path directory)
      throws IOException, InterruptedException {
    Path part = directory.resolve(file.name() + ".part");
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (have >= file.bytes()) {
      Files.delete(part);
      have = 0;
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(answer);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response = answer(request.build());
    try (Arrival arrival = new Arrival(response.body(), patience)) {
      boolean goesOn = response.statusCode() == 206;
      if (response.statusCode() != 200 && !goesOn) {
        throw new IOException(
            address
                + " answered with status "
                + response.statusCode()
                + (response.statusCode() == PROXY_ASKS
                    ? through(address) + ", which asks for a name and a password"
                    : ""));
      }
      write(address, arrival, part, goesOn ? have : 0, file);
    }
    String hash = sha256(part);
    if (Files.size(part) != file.bytes() || !hash.equals(file.sha256())) {
      long size = Files.size(part);
      if (size >= file.bytes() || have > 0) {
        // Nothing that follows could repair it.
        Files.delete(part);
      }
      throw new IOException(
          address
              + " is not the file expected: "
              + size
              + " bytes with SHA-256 "
              + hash
              + " instead of "
              + file.bytes()
              + " with "
              + file.sha256());
    }
    Files.move(part, directory.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
  }

  private HttpResponse<InputStream> answer(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (ConnectException | HttpConnectTimeoutException e) {
      throw new IOException(request.uri() + " cannot be reached" + through(request.uri()), e);
    } catch (HttpTimeoutException e) {
      throw new IOException(
          request.uri()
              + " does not answer within "
              + DurationText.of(answer)
              + through(request.uri()),
          e);
    }
  }

  private String through(URI address) {
    Proxy used = proxy.select(address).get(0);
    return used.type() == Proxy.Type.DIRECT ? "" : " through the proxy " + host(used);
  }

  private static String host(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress address
        ? address.getHostString() + ":" + address.getPort()
        : proxy.toString();
  }

  private void write(URI address, Arrival arrival, Path part, long from, RemoteFile file)
      throws IOException, InterruptedException {
    StandardOpenOption mode =
        from > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    listener.started(file.name(), file.bytes());
    long written = from;
    try (OutputStream out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, mode, StandardOpenOption.WRITE)) {
      // One byte more than expected is enough to tell that it is another file.
      for (int came = next(address, arrival, written, file);
          came >= 0 && written <= file.bytes();
          came = next(address, arrival, written, file)) {
        out.write(arrival.buffer(), 0, came);
        written += came;
        listener.received(Math.min(written, file.bytes()));
      }
    } finally {
      listener.ended();
    }
  }

  private static int next(URI address, Arrival arrival, long written, RemoteFile file)
      throws IOException, InterruptedException {
    try {
      return arrival.next();
    } catch (IOException e) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s %s, after %,d of %,d bytes; the same command goes on from there",
              address,
              e.getMessage(),
              written,
              file.bytes()),
          e);
    }
  }

  private static String sha256(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Sha256.hex(digest);
  }
}
