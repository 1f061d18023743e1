package io.github.tribuopnas.image.codec;

/** What to do with an image file whose size is not the one wanted. */
public enum ImageFit {
  /** Refuse it. */
  EXACT,
  /** Scale height and width each to what is wanted; changes the proportions. */
  STRETCH,
  /** Cut equal margins off until the proportions are right, then scale it. */
  CROP
}
