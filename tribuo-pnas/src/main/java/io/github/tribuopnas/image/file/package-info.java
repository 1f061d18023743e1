/** What the readers of files of images share: raw files, names of classes, paths. */
@NullMarked
package io.github.tribuopnas.image.file;

import org.jspecify.annotations.NullMarked;
