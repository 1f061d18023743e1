package io.github.tribuopnas.image;

import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.tribuo.ConfigurableDataSource;
import org.tribuo.Example;
import org.tribuo.OutputFactory;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

/**
 * A Tribuo data source of images. It reads its files when it is made, and knows their hash.
 *
 * <p>A Tribuo program may read its examples, as from any source; {@link #dataset()} has the same
 * examples at a tenth of the memory.
 */
public interface ImageDataSource extends ConfigurableDataSource<Label> {

  /**
   * Returns the images.
   *
   * @return all images of the source, in the order of the files
   */
  PackedImages images();

  /**
   * Returns the images as a Tribuo dataset.
   *
   * @return a new dataset that shares the pixels
   */
  default ImageDataset dataset() {
    return new ImageDataset(images(), getProvenance());
  }

  /**
   * Returns what was left out because it could not be read.
   *
   * @return a line for each such image, with its path and the reason; empty for most sources, which
   *     refuse a file with such an image
   */
  default List<String> unreadable() {
    return List.of();
  }

  /**
   * Returns how the source was interpreted where it is ambiguous.
   *
   * @return human-readable lines; empty for most sources
   */
  default List<String> remarks() {
    return List.of();
  }

  @Override
  default OutputFactory<Label> getOutputFactory() {
    return new LabelFactory();
  }

  @Override
  default Iterator<Example<Label>> iterator() {
    ImageExamples examples = new ImageExamples(images());
    return IntStream.range(0, images().size()).mapToObj(examples::get).iterator();
  }
}
