package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.download.Download;
import io.github.tribuopnas.image.download.DownloadListener;
import io.github.tribuopnas.image.download.RemoteFile;
import io.github.tribuopnas.onnx.model.UserCache;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A published image set that goes by a name: taken from the cache, from where a system package puts
 * it, or downloaded into the cache.
 *
 * <p>The SHA-256 of the files are those of the published files with these MD5: Fashion-MNIST and
 * CIFAR-10 publish theirs (8d4fb7e6c68d591d4c3dfef9ec88bf0d, 25c81989df183df01b3e8a0aad5dffbe,
 * bef4ecab320f06d8554ea6380940ec79, bb300cfdad3c16e7a12a480ee83cd310;
 * c32a1d4ab5d03f1284b67883e8d87530); MNIST publishes none, its sums are those that other libraries
 * check. What lies in the cache or was installed is not checked again, so that files may be put
 * there by hand, gzipped or not; a run's provenance names their hash in any case.
 */
public final class NamedImages {

  private static final List<NamedImages> ALL =
      List.of(
          new NamedImages(
              "fashion-mnist",
              List.of(
                  URI.create(
                      "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/")),
              idx(
                  new Idx(
                      26_421_880,
                      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                  new Idx(
                      29_515, "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                  new Idx(
                      4_422_102,
                      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                  new Idx(
                      5_148, "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
              Optional.of(Path.of("/usr/share/datasets/fashion-mnist"))),
          new NamedImages(
              "mnist",
              List.of(
                  URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"),
                  URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/")),
              idx(
                  new Idx(
                      9_912_422,
                      "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                  new Idx(
                      28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                  new Idx(
                      1_648_877,
                      "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                  new Idx(
                      4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
              Optional.empty()),
          new NamedImages(
              "cifar10",
              List.of(URI.create("https://www.cs.toronto.edu/~kriz/")),
              List.of(
                  new RemoteFile(
                      "cifar-10-binary.tar.gz",
                      170_052_171,
                      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
              Optional.empty()));

  private final String name;
  private final List<URI> addresses;
  private final List<RemoteFile> files;
  private final Optional<Path> installed;

  /**
   * Describes a set.
   *
   * @param name its name
   * @param addresses directories of the web that hold the files, each ending in a slash, best first
   * @param files the files: the four of an IDX set, or one archive
   * @param installed where a package of the system puts them
   */
  NamedImages(String name, List<URI> addresses, List<RemoteFile> files, Optional<Path> installed) {
    this.name = name;
    this.addresses = List.copyOf(addresses);
    this.files = List.copyOf(files);
    this.installed = installed;
  }

  private record Idx(long bytes, String sha256) {}

  private static List<RemoteFile> idx(
      Idx trainImages, Idx trainLabels, Idx testImages, Idx testLabels) {
    return List.of(
        new RemoteFile("train-images-idx3-ubyte.gz", trainImages.bytes(), trainImages.sha256()),
        new RemoteFile("train-labels-idx1-ubyte.gz", trainLabels.bytes(), trainLabels.sha256()),
        new RemoteFile("t10k-images-idx3-ubyte.gz", testImages.bytes(), testImages.sha256()),
        new RemoteFile("t10k-labels-idx1-ubyte.gz", testLabels.bytes(), testLabels.sha256()));
  }

  /**
   * Returns the names of all sets.
   *
   * @return {@code fashion-mnist}, {@code mnist} and {@code cifar10}
   */
  public static List<String> names() {
    return ALL.stream().map(set -> set.name).toList();
  }

  /**
   * Returns the set of a name.
   *
   * @param name the name
   * @return the set; empty if there is none of that name
   */
  public static Optional<NamedImages> find(String name) {
    return ALL.stream().filter(set -> set.name.equals(name)).findFirst();
  }

  /**
   * Returns the directory in which downloads are kept: {@code tribuo-pnas} in {@code
   * $XDG_CACHE_HOME}, or in {@code ~/.cache} if that is not set.
   *
   * @return the directory, which need not be there
   */
  public static Path defaultCache() {
    return UserCache.directory();
  }

  /**
   * Finds the images, downloading them if need be.
   *
   * @param cache where downloads are kept
   * @param listener watches the downloads
   * @return the source
   * @throws IOException if they cannot be obtained; the message tells where to put the files
   * @throws InterruptedException if the thread is interrupted while it waits for the network
   */
  public ImageSource locate(Path cache, DownloadListener listener)
      throws IOException, InterruptedException {
    Path directory = cache.resolve(name);
    Optional<Path> found =
        Stream.concat(Stream.of(directory), installed.stream())
            .filter(this::isComplete)
            .findFirst();
    if (found.isEmpty()) {
      Files.createDirectories(directory);
      for (RemoteFile file : files) {
        if (!isThere(directory, file)) {
          download(file, directory, listener);
        }
      }
    }
    Path complete = found.orElse(directory);
    return ImageSource.detect(files.size() == 1 ? complete.resolve(files.get(0).name()) : complete);
  }

  private boolean isComplete(Path directory) {
    return files.stream().allMatch(file -> isThere(directory, file));
  }

  private static boolean isThere(Path directory, RemoteFile file) {
    boolean archive = file.name().endsWith(".tar.gz");
    return Files.isRegularFile(directory.resolve(file.name()))
        || !archive
            && Files.isRegularFile(directory.resolve(file.name().replaceFirst("\\.gz$", "")));
  }

  private void download(RemoteFile file, Path directory, DownloadListener listener)
      throws IOException, InterruptedException {
    Download download = new Download(listener);
    List<IOException> failures = new ArrayList<>();
    for (URI address : addresses) {
      try {
        download.fetch(address.resolve(file.name()), file, directory);
        return;
      } catch (IOException e) {
        failures.add(e);
      }
    }
    String reasons = failures.stream().map(NamedImages::reason).collect(Collectors.joining("; "));
    throw new IOException(advice(directory) + " (" + reasons + ")", failures.get(0));
  }

  private static String reason(Throwable failure) {
    return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
  }

  private String advice(Path directory) {
    return "cannot download "
        + name
        + ": put "
        + files.stream().map(RemoteFile::name).collect(Collectors.joining(", "))
        + " from "
        + addresses.get(0)
        + " into "
        + directory;
  }
}
