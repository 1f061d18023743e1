/**
 * What every other package is made with: validation, named arguments, hashes, seeds, image shapes.
 */
@NullMarked
package io.github.tribuopnas.base;

import org.jspecify.annotations.NullMarked;
