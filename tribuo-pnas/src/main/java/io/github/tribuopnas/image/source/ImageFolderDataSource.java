package io.github.tribuopnas.image.source;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.config.PropertyException;
import io.github.tribuopnas.base.Failures;
import io.github.tribuopnas.base.Sha256;
import io.github.tribuopnas.image.FileHashes;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.LoadedImageDataSource;
import io.github.tribuopnas.image.PackedImages;
import io.github.tribuopnas.image.PixelCollector;
import io.github.tribuopnas.image.codec.Background;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.codec.DecodedImage;
import io.github.tribuopnas.image.codec.ImageFile;
import io.github.tribuopnas.image.codec.ImageFit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;

/**
 * Reads a folder with a folder of image files for each class: PNG, JPEG, GIF (the first frame),
 * BMP, TIFF (the first page) and WebP, turned upright as their camera asks for.
 *
 * <p>Images are in the order of class name and path, whatever the order of the file system. Hidden
 * files and folders and files of other kinds are passed over and counted in {@link #remarks()}; no
 * file outside the folder is read through a link. Images that cannot be read are left out and
 * listed in {@link #unreadable()}; more than one in a hundred of them is an error.
 */
public final class ImageFolderDataSource extends LoadedImageDataSource {

  private static final Logger logger = Logger.getLogger(ImageFolderDataSource.class.getName());
  private static final int SHOWN = 10;

  /** The value of white in pictures. */
  private static final int WHITE = 255;

  @Config(mandatory = true, description = "The folder that holds a folder for each class.")
  private Path folder;

  @Config(
      mandatory = true,
      description = "The size that all images are brought to, and their white.")
  private ImageFormat format;

  @Config(description = "What to do with images of another size.")
  private ImageFit fit = ImageFit.EXACT;

  @Config(description = "What shows through transparent pictures: white, black or #rrggbb.")
  private String background = Background.WHITE.toString();

  private Optional<Path> cache = Optional.empty();
  private List<String> unreadable = List.of();
  private List<String> remarks = List.of();

  /** For OLCUT. */
  private ImageFolderDataSource() {}

  /**
   * Reads the images of a folder.
   *
   * @param folder the folder that holds a folder for each class
   * @param conversion what all images are made into
   * @throws IOException if the folder cannot be read, has no class with an image, or too many
   *     images cannot be read; the message names the first of them
   */
  public ImageFolderDataSource(Path folder, Conversion conversion) throws IOException {
    this(folder, conversion, Optional.empty());
  }

  /**
   * Reads the images of a folder, or takes those kept when it was read before, if its files have
   * the names, sizes and times that they had.
   *
   * @param folder the folder that holds a folder for each class
   * @param conversion what all images are made into
   * @param cache where decoded pictures are kept; empty to keep none
   * @throws IOException if the folder cannot be read, has no class with an image, or too many
   *     images cannot be read; the message names the first of them
   */
  public ImageFolderDataSource(Path folder, Conversion conversion, Optional<Path> cache)
      throws IOException {
    this.cache = cache;
    this.folder = folder;
    this.format = conversion.format();
    this.fit = conversion.fit();
    this.background = conversion.background().toString();
    postConfig();
  }

  /**
   * Reads the images of a folder, transparent ones on white.
   *
   * @param folder the folder that holds a folder for each class
   * @param format the size that all images are brought to; one channel gives gray, three give RGB
   * @param fit what to do with images of another size
   * @throws IOException if the folder cannot be read, has no class with an image, or too many
   *     images cannot be read; the message names the first of them
   */
  public ImageFolderDataSource(Path folder, ImageFormat format, ImageFit fit) throws IOException {
    this(folder, new Conversion(format, fit, Background.WHITE));
  }

  /** Reads the images. Called by OLCUT and the constructor. */
  @Override
  public void postConfig() throws IOException {
    Conversion conversion = new Conversion(format, fit, color());
    ClassFolders classes = ClassFolders.of(folder, 1);
    List<ClassFolders.Entry> entries = classes.entries();
    DecodedPictures decoded =
        cache.isPresent()
            ? new PictureCache(cache.get())
                .get(classes, conversion, () -> decoded(classes, conversion))
            : decoded(classes, conversion);
    int[] labels = new int[entries.size()];
    FileHashes hashes = new FileHashes();
    List<String> faults = new ArrayList<>();
    List<String> names = new ArrayList<>();
    int count = 0;
    int transparent = 0;
    for (int i = 0; i < labels.length; i++) {
      DecodedPictures.Picture picture = decoded.pictures().get(i);
      if (picture.isRead()) {
        labels[count++] = entries.get(i).label();
        names.add(entries.get(i).path().toString());
        transparent += picture.transparent() ? 1 : 0;
        hashes.add(classes.name(entries.get(i).path()), picture.hash());
      } else {
        faults.add(picture.fault());
      }
    }
    unreadable = List.copyOf(faults);
    remarks = new ArrayList<>(classes.leftOut());
    if (transparent > 0) {
      remarks.add(
          folder
              + ": transparent pictures ("
              + transparent
              + ") are laid on "
              + conversion.background()
              + "; see --background");
    }
    reportUnreadable(entries.size());
    load(
        packed(decoded.pixels(), trimmed(labels, count), classes.names()).withNames(names),
        hashes.combined());
  }

  private PackedImages packed(byte[] pixels, int[] labels, List<String> classes) {
    if (format.maximum() == WHITE) {
      return PackedImages.ofBytes(format, pixels, labels, classes);
    }
    float scale = (float) (format.maximum() / WHITE);
    float[] scaled = new float[pixels.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = scale * (pixels[i] & 0xff);
    }
    return PackedImages.ofFloats(format, scaled, labels, classes);
  }

  private static DecodedPictures decoded(ClassFolders classes, Conversion conversion) {
    List<ClassFolders.Entry> entries = classes.entries();
    int size = conversion.format().pixels();
    byte[] pixels = new byte[PixelCollector.checkedLength(conversion.format(), entries.size())];
    List<DecodedPictures.Picture> pictures = new ArrayList<>();
    int count = 0;
    for (ClassFolders.Entry entry : entries) {
      try {
        classes.checkInside(entry.path());
        byte[] file = ImageFile.bytes(entry.path());
        DecodedImage image = ImageFile.decode(entry.path(), file, conversion);
        System.arraycopy(image.values(), 0, pixels, count++ * size, size);
        pictures.add(new DecodedPictures.Picture(Sha256.of(file), image.transparent(), ""));
      } catch (IOException e) {
        pictures.add(new DecodedPictures.Picture("", false, Failures.message(e)));
      }
    }
    return new DecodedPictures(pictures, trimmed(pixels, count * size));
  }

  private Background color() {
    try {
      return Background.parse(background);
    } catch (IllegalArgumentException e) {
      throw new PropertyException(e, "", "background", e.getMessage());
    }
  }

  private void reportUnreadable(int total) throws IOException {
    if (unreadable.isEmpty()) {
      return;
    }
    String shown = String.join("\n", unreadable.subList(0, Math.min(SHOWN, unreadable.size())));
    String message =
        unreadable.size() + " of " + total + " images in " + folder + " cannot be read:\n" + shown;
    if (unreadable.size() > SHOWN) {
      message += "\nand " + (unreadable.size() - SHOWN) + " more";
    }
    if (100L * unreadable.size() > total) {
      throw new IOException(
          message + "\nMore than 1 in 100 is too many to leave out; repair or remove them");
    }
    logger.warning(message);
  }

  private static byte[] trimmed(byte[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }

  private static int[] trimmed(int[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }

  @Override
  public List<String> remarks() {
    return List.copyOf(remarks);
  }

  @Override
  public List<String> unreadable() {
    return unreadable;
  }

  @Override
  public String toString() {
    return "ImageFolderDataSource(" + folder + "," + format + "," + fit + ")";
  }
}
