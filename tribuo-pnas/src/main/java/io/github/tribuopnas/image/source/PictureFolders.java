package io.github.tribuopnas.image.source;

import io.github.tribuopnas.image.ImageDataSource;
import io.github.tribuopnas.image.ImageFormat;
import io.github.tribuopnas.image.ImageSet;
import io.github.tribuopnas.image.codec.Conversion;
import io.github.tribuopnas.image.file.SourcePaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads class folders of pictures: those in folders for training, validation and test, or, if there
 * is none for training, those in the folder itself.
 */
final class PictureFolders {

  private PictureFolders() {}

  static boolean presentIn(Path path) throws IOException {
    return !ClassFolders.folders(path).isEmpty();
  }

  static ImageSet read(Path path, ImageReading reading) throws IOException {
    SplitFolders split = SplitFolders.in(path);
    Path train = SourcePaths.inside(path, split.train());
    ClassFolders classes = ClassFolders.of(train, 2);
    List<String> remarks = new ArrayList<>(split.remarks());
    ImageFormat format;
    if (reading.format().isPresent()) {
      format = reading.format().get();
    } else if (reading.side() == 0) {
      format = PictureSample.format(classes);
    } else {
      PictureSize size = PictureSample.size(classes, reading.side());
      format = size.format();
      if (size.changes()) {
        remarks.add(size.remark());
      }
    }
    Conversion conversion = new Conversion(format, reading.fit(), reading.background());
    ImageDataSource source = new ImageFolderDataSource(train, conversion, reading.cache());
    return ImageSet.of(
            SourcePaths.name(path),
            source,
            part(path, split.validation(), conversion, reading.cache()),
            part(path, split.test(), conversion, reading.cache()))
        .withRemarks(remarks);
  }

  private static Optional<ImageDataSource> part(
      Path path, Optional<Path> folder, Conversion conversion, Optional<Path> cache)
      throws IOException {
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    Path inside = SourcePaths.inside(path, folder.get());
    return Optional.of(new ImageFolderDataSource(inside, conversion, cache));
  }
}
