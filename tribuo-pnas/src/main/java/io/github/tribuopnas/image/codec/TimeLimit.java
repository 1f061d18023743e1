package io.github.tribuopnas.image.codec;

import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Stops the decoding of an image that takes too long. */
public final class TimeLimit implements IIOReadProgressListener {

  private final long end;
  private boolean exceeded;

  private TimeLimit(long end) {
    this.end = end;
  }

  /**
   * Makes a reader stop at its first sign of progress after the limit.
   *
   * @param reader the reader, which has not begun to decode
   * @param nanos the time it may take, in nanoseconds
   * @return the limit, which knows afterwards whether it was exceeded
   */
  public static TimeLimit start(ImageReader reader, long nanos) {
    TimeLimit limit = new TimeLimit(System.nanoTime() + nanos);
    reader.addIIOReadProgressListener(limit);
    return limit;
  }

  /**
   * Tells whether the reader was stopped.
   *
   * @return true if decoding took longer than the limit
   */
  public boolean exceeded() {
    return exceeded;
  }

  private void check(ImageReader source) {
    if (System.nanoTime() - end > 0) {
      exceeded = true;
      source.abort();
    }
  }

  @Override
  public void imageProgress(ImageReader source, float percentageDone) {
    check(source);
  }

  @Override
  public void imageStarted(ImageReader source, int imageIndex) {
    check(source);
  }

  @Override
  public void imageComplete(ImageReader source) {}

  @Override
  public void readAborted(ImageReader source) {}

  @Override
  public void sequenceStarted(ImageReader source, int minIndex) {}

  @Override
  public void sequenceComplete(ImageReader source) {}

  @Override
  public void thumbnailStarted(ImageReader source, int imageIndex, int thumbnailIndex) {}

  @Override
  public void thumbnailProgress(ImageReader source, float percentageDone) {}

  @Override
  public void thumbnailComplete(ImageReader source) {}
}
