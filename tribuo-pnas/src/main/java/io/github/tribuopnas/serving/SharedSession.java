package io.github.tribuopnas.serving;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

/**
 * A session of ONNX Runtime with several users, closed by the last of them. A prediction is a user
 * while it runs, so that nothing is freed during it.
 */
final class SharedSession {

  private final OrtSession session;
  private int users = 1;

  /** Takes over a session; the caller is its first user. */
  SharedSession(OrtSession session) {
    this.session = session;
  }

  /** Adds a user, while there is at least one. */
  synchronized SharedSession acquire() {
    if (users == 0) {
      throw new IllegalStateException("the session is closed");
    }
    users++;
    return this;
  }

  OrtSession session() {
    return session;
  }

  /** Ends the use by one user. */
  void release() {
    if (isLast()) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("ONNX Runtime cannot close the session", e);
      }
    }
  }

  private synchronized boolean isLast() {
    users--;
    return users == 0;
  }
}
