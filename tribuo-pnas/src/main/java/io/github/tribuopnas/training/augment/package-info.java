/** Random changes to training images. */
@NullMarked
package io.github.tribuopnas.training.augment;

import org.jspecify.annotations.NullMarked;
