package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.csv.CsvFiles;
import io.github.tribuopnas.image.download.DownloadListener;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A path that holds an image set, and the form it holds it in.
 *
 * @param path a directory or a file
 * @param form how the images are stored there
 */
public record ImageSource(Path path, Form form) {

  /** The forms of image sets that are read. */
  public enum Form {
    /** A directory with the four IDX files of MNIST and its family. */
    IDX("IDX files (train-images-idx3-ubyte and so on, .gz or not)") {
      @Override
      boolean fits(Path path) throws IOException {
        return Files.isDirectory(path) && IdxFiles.presentIn(path);
      }

      @Override
      ImageSet read(Path path, ImageReading reading) throws IOException {
        return reading.checked(IdxFiles.read(path));
      }
    },
    /** A directory with the binary files of CIFAR-10 or CIFAR-100, or their published archive. */
    CIFAR(
        "CIFAR binaries (data_batch_1.bin and so on, or train.bin, .gz or not), or their .tar.gz") {
      @Override
      boolean fits(Path path) {
        return CifarFiles.presentIn(path);
      }

      @Override
      ImageSet read(Path path, ImageReading reading) throws IOException {
        return reading.checked(CifarFiles.read(path));
      }
    },
    /** A CSV file of pixels and labels, or a directory with train.csv and perhaps test.csv. */
    CSV("a CSV file of pixels with a label in each line, or train.csv and test.csv") {
      @Override
      boolean fits(Path path) {
        return CsvFiles.presentIn(path);
      }

      @Override
      ImageSet read(Path path, ImageReading reading) throws IOException {
        return CsvFiles.read(path, reading.format(), reading.csv());
      }
    },
    /** A directory with a folder of pictures for each class, perhaps under train and test. */
    FOLDERS(
        "a folder of PNG, JPEG, GIF, BMP, TIFF or WebP pictures for each class, or these in train,"
            + " validation and test") {
      @Override
      boolean fits(Path path) throws IOException {
        return Files.isDirectory(path) && PictureFolders.presentIn(path);
      }

      @Override
      ImageSet read(Path path, ImageReading reading) throws IOException {
        return PictureFolders.read(path, reading);
      }
    };

    private final String description;

    Form(String description) {
      this.description = description;
    }

    abstract boolean fits(Path path) throws IOException;

    abstract ImageSet read(Path path, ImageReading reading) throws IOException;
  }

  /**
   * Finds images by a path, or else by the name of a published set, which is downloaded if need be.
   *
   * @param data a directory, a file, or a name such as {@code fashion-mnist}
   * @param listener watches a download
   * @return the source
   * @throws IOException if there are no images, or they cannot be obtained
   */
  public static ImageSource locate(Path data, DownloadListener listener) throws IOException {
    Optional<NamedImages> named =
        Files.exists(data) ? Optional.empty() : NamedImages.find(data.toString());
    if (named.isEmpty()) {
      return detect(data);
    }
    try {
      return named.get().locate(NamedImages.defaultCache(), listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the download of " + data + " was interrupted");
    }
  }

  /**
   * Finds out in which form a path holds images.
   *
   * @param path a directory or a file
   * @return the source
   * @throws NoSuchFileException if there is nothing at the path
   * @throws IOException if it holds images in none of the forms; the message lists them
   */
  public static ImageSource detect(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(
          path.toString(),
          null,
          "there is no such file or directory, nor a set of that name ("
              + String.join(", ", NamedImages.names())
              + ")");
    }
    for (Form form : Form.values()) {
      if (form.fits(path)) {
        return new ImageSource(path, form);
      }
    }
    StringBuilder message = new StringBuilder(path + " holds no images in a known form:");
    for (Form form : Form.values()) {
      message.append("\n  ").append(form.description);
    }
    throw new IOException(message.toString());
  }

  /**
   * Reads the images.
   *
   * @param reading the size wanted, where the form leaves a choice
   * @return the images
   * @throws IOException if a file cannot be read or is not what it should be; the message names it
   */
  public ImageSet read(ImageReading reading) throws IOException {
    try {
      return form.read(path, reading);
    } catch (IllegalArgumentException e) {
      throw new IOException(path + ": " + e.getMessage(), e);
    }
  }
}
