/** CSV files of images: their encoding, their columns and their values. */
@NullMarked
package io.github.tribuopnas.image.csv;

import org.jspecify.annotations.NullMarked;
