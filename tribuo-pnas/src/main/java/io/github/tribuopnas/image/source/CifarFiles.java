package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.file.SourcePaths;
import io.github.tribuopnas.image.source.CifarArchiveDataSource.Part;
import io.github.tribuopnas.image.source.CifarDataSource.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the published archive of CIFAR, or a directory of its files: {@code data_batch_1.bin} to
 * {@code data_batch_5.bin}, as far as they are there, and {@code test_batch.bin} of CIFAR-10, or
 * {@code train.bin} and {@code test.bin} of CIFAR-100; each plain or with {@code .gz}.
 */
final class CifarFiles {

  private static final int BATCHES = 5;

  private CifarFiles() {}

  static boolean presentIn(Path path) {
    return isArchive(path) || Files.isDirectory(path) && hasBinaries(path);
  }

  private static boolean isArchive(Path path) {
    return Files.isRegularFile(path)
        && path.toString().toLowerCase(Locale.ROOT).matches(".*\\.(tar|tar\\.gz|tgz)");
  }

  private static boolean hasBinaries(Path directory) {
    return !batches(directory).isEmpty() || find(directory, "train.bin").isPresent();
  }

  static ImageSet read(Path path) throws IOException {
    return isArchive(path) ? readArchive(path) : readDirectory(path);
  }

  private static ImageSet readArchive(Path archive) throws IOException {
    return ImageSet.of(
        SourcePaths.name(archive),
        new CifarArchiveDataSource(archive, Part.TRAIN),
        Optional.of(new CifarArchiveDataSource(archive, Part.TEST)));
  }

  private static ImageSet readDirectory(Path directory) throws IOException {
    List<Path> batches = batches(directory);
    boolean ten = !batches.isEmpty();
    Variant variant = ten ? Variant.CIFAR10 : Variant.CIFAR100;
    List<Path> train = ten ? batches : find(directory, "train.bin").stream().toList();
    Optional<Path> test = find(directory, ten ? "test_batch.bin" : "test.bin");
    Path names = directory.resolve(ten ? "batches.meta.txt" : "fine_label_names.txt");
    Path classNames = Files.isRegularFile(names) ? names : null;
    List<Path> files = new ArrayList<>(train);
    test.ifPresent(files::add);
    Optional.ofNullable(classNames).ifPresent(files::add);
    for (Path file : files) {
      SourcePaths.inside(directory, file);
    }
    ImageDataSource trainSource = new CifarDataSource(variant, train, classNames);
    Optional<ImageDataSource> testSource = Optional.empty();
    if (test.isPresent()) {
      testSource = Optional.of(new CifarDataSource(variant, List.of(test.get()), classNames));
    }
    return ImageSet.of(SourcePaths.name(directory), trainSource, testSource);
  }

  private static List<Path> batches(Path directory) {
    List<Path> batches = new ArrayList<>();
    for (int i = 1; i <= BATCHES; i++) {
      find(directory, "data_batch_" + i + ".bin").ifPresent(batches::add);
    }
    return batches;
  }

  private static Optional<Path> find(Path directory, String name) {
    return SourcePaths.find(directory, List.of(name, name + ".gz"));
  }
}
