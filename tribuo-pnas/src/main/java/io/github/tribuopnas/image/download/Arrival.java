package io.github.tribuopnas.image.download;

import io.github.tribuopnas.base.DurationText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What arrives of a download. Java's client waits for ever for what a server has promised, so that
 * a thread of its own does.
 */
final class Arrival implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final InputStream body;
  private final Duration patience;
  private final byte[] buffer = new byte[BUFFER];
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "pnas-download");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Reads an answer.
   *
   * @param body what is sent
   * @param patience how long nothing may come
   */
  Arrival(InputStream body, Duration patience) {
    this.body = body;
    this.patience = patience;
  }

  /**
   * Waits for what comes next.
   *
   * @return how many bytes of the buffer that is; -1 at the end
   * @throws IOException if the connection breaks, or nothing comes
   * @throws InterruptedException if the thread is interrupted
   */
  int next() throws IOException, InterruptedException {
    Future<Integer> read = reader.submit(() -> body.read(buffer));
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("sends nothing for " + DurationText.of(patience), e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new IOException("breaks off: " + cause.getMessage(), cause);
    }
  }

  /** Returns the bytes that came, until the next are waited for. */
  byte[] buffer() {
    return buffer;
  }

  @Override
  public void close() throws IOException {
    reader.shutdownNow();
    body.close();
  }
}
