/** Random changes to training images. */
package io.github.tribuopnas.training.augment;
