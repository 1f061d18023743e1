package io.github.tribuopnas.image;

import org.tribuo.provenance.DataSourceProvenance;

/** A source that reads all its images while it is configured. */
public abstract class LoadedImageDataSource implements ImageDataSource {

  private PackedImages images;
  private ImageSourceProvenance provenance;

  /** For OLCUT; {@link #postConfig} calls {@link #load}. */
  @SuppressWarnings("NullAway.Init") // Set by load.
  protected LoadedImageDataSource() {}

  /**
   * Takes what was read.
   *
   * @param read the images
   * @param sha256 the hash of the files that they came from, in hexadecimal digits
   */
  protected final void load(PackedImages read, String sha256) {
    images = read;
    provenance = new ImageSourceProvenance(this, sha256);
  }

  /**
   * Returns the hash of the files behind a source.
   *
   * @param source any source
   * @return the hash that its provenance tells; of other sources that of the images
   */
  protected static String sha256(ImageDataSource source) {
    return source.getProvenance() instanceof ImageSourceProvenance files
        ? files.sha256()
        : source.images().sha256();
  }

  @Override
  public final PackedImages images() {
    return images;
  }

  @Override
  public final DataSourceProvenance getProvenance() {
    return provenance;
  }
}
