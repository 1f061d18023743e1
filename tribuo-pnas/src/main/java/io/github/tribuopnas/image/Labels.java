package io.github.tribuopnas.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The classes of images.
 *
 * @param numbers for each image the index of its class
 * @param classes the names of the classes, without duplicates
 */
public record Labels(int[] numbers, List<String> classes) {

  /**
   * Copies the names of the classes.
   *
   * @param numbers for each image the index of its class; not copied
   * @param classes the names of the classes
   * @throws IllegalArgumentException if two classes have the same name
   */
  public Labels {
    if (classes.stream().distinct().count() != classes.size()) {
      throw new IllegalArgumentException("two classes have the same name: " + classes);
    }
    classes = List.copyOf(classes);
  }

  /** Refuses labels that number no class. */
  static Labels checked(int[] numbers, List<String> classes) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= classes.size()) {
        throw new IllegalArgumentException(
            "image "
                + i
                + " has label "
                + numbers[i]
                + ", but the "
                + classes.size()
                + " classes are numbered from 0");
      }
    }
    return new Labels(numbers, classes);
  }

  /**
   * Returns the labels of the same images among other classes.
   *
   * @param names the names of the classes wanted
   * @param counts how many images of each class matter; labels of the others may become -1
   */
  Labels among(List<String> names, int[] counts) {
    int[] renamed = new int[classes.size()];
    for (int c = 0; c < renamed.length; c++) {
      renamed[c] = names.indexOf(classes.get(c));
      if (renamed[c] < 0 && counts[c] > 0) {
        throw new IllegalArgumentException(
            counts[c] + " images are of class '" + classes.get(c) + "', which is none of " + names);
      }
    }
    int[] renumbered = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      // An image that an earlier renaming has left out has no class to look up.
      renumbered[i] = numbers[i] < 0 ? -1 : renamed[numbers[i]];
    }
    return new Labels(renumbered, names);
  }

  /** Returns the classes that are counted at all. */
  List<String> present(int[] counts) {
    List<String> present = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] > 0) {
        present.add(classes.get(c));
      }
    }
    return present;
  }
}
