package io.github.tribuopnas.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds images whose pixels are exact copies of others: an accuracy measured on images that were
 * trained on is too optimistic.
 */
final class ImageCopies {

  private final PackedImages images;
  private final Map<Integer, List<Integer>> byHash = new HashMap<>();
  private int repeated;

  private ImageCopies(PackedImages images) {
    this.images = images;
    float[] pixels = new float[images.format().pixels()];
    for (int i = 0; i < images.size(); i++) {
      images.copyRaw(i, pixels);
      if (contains(pixels)) {
        repeated++;
      } else {
        byHash.computeIfAbsent(Arrays.hashCode(pixels), hash -> new ArrayList<>(1)).add(i);
      }
    }
  }

  private boolean contains(float[] pixels) {
    float[] other = new float[pixels.length];
    for (int candidate : byHash.getOrDefault(Arrays.hashCode(pixels), List.of())) {
      images.copyRaw(candidate, other);
      if (Arrays.equals(pixels, other)) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many images of another part are here too. */
  private int count(PackedImages part) {
    float[] pixels = new float[part.format().pixels()];
    int copies = 0;
    for (int i = 0; i < part.size(); i++) {
      part.copyRaw(i, pixels);
      copies += contains(pixels) ? 1 : 0;
    }
    return copies;
  }

  /** Returns a line for each two parts that share images, and one for training images alone. */
  static List<String> remarks(
      PackedImages train, Optional<PackedImages> validation, Optional<PackedImages> test) {
    List<String> remarks = new ArrayList<>();
    ImageCopies ofTrain = new ImageCopies(train);
    if (validation.isEmpty() && ofTrain.repeated > 0) {
      remarks.add(
          ofTrain.repeated
              + " of "
              + train.size()
              + " training images are exact copies of others; those held out for"
              + " validation may be trained on too");
    }
    validation.ifPresent(part -> remarks.addAll(shared(ofTrain, "training", part, "validation")));
    test.ifPresent(part -> remarks.addAll(shared(ofTrain, "training", part, "test")));
    if (validation.isPresent() && test.isPresent()) {
      ImageCopies ofValidation = new ImageCopies(validation.get());
      remarks.addAll(shared(ofValidation, "validation", test.get(), "test"));
    }
    return remarks;
  }

  private static List<String> shared(
      ImageCopies known, String name, PackedImages part, String partName) {
    int copies = known.images.format().equals(part.format()) ? known.count(part) : 0;
    return copies == 0
        ? List.of()
        : List.of(
            copies
                + " of "
                + part.size()
                + " "
                + partName
                + " images are exact copies of "
                + name
                + " images: the accuracy on them is too optimistic");
  }
}
