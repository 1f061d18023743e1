/**
 * What every other package is made with: validation, named arguments, hashes, seeds, image shapes.
 */
package io.github.tribuopnas.base;
