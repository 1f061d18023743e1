/**
 * Image sets on disk and on the network, one class for each form. A new form is an {@code
 * ImageDataSource}, and a constant of {@code ImageSource.Form} for the command.
 */
@NullMarked
package io.github.tribuopnas.image.source;

import org.jspecify.annotations.NullMarked;
