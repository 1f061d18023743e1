/**
 * What a group of options is: one class whose fields are at once settings of a configuration file,
 * options of a command and settings in Java.
 */
@NullMarked
package io.github.tribuopnas.options;

import org.jspecify.annotations.NullMarked;
