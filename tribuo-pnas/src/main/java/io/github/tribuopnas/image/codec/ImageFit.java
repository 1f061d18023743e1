package io.github.tribuopnas.image.codec;

import io.github.tribuopnas.base.Named;
import io.github.tribuopnas.base.Registry;

/** What to do with an image file whose size is not the one wanted. */
public enum ImageFit implements Named {
  /** Refuse it. */
  EXACT,
  /** Scale height and width each to what is wanted; changes the proportions. */
  STRETCH,
  /** Cut equal margins off until the proportions are right, then scale it. */
  CROP;

  private static final Registry<ImageFit> NAMES = Registry.of("fit", values());
  private static final Registry<ImageFit> RESIZING =
      Registry.of("fit", new ImageFit[] {CROP, STRETCH});

  /**
   * Returns the constant of a name.
   *
   * @param text {@code exact}, {@code stretch} or {@code crop}
   * @return what to do
   * @throws IllegalArgumentException if it is none of these; the message lists them
   */
  public static ImageFit parse(String text) {
    return NAMES.parse(text);
  }

  /**
   * Returns what a name stands for, where pictures are brought to one size.
   *
   * @param text {@code crop} or {@code stretch}
   * @return what to do
   * @throws IllegalArgumentException if it is none of these; the message lists them
   */
  public static ImageFit parseResizing(String text) {
    return RESIZING.parse(text);
  }
}
