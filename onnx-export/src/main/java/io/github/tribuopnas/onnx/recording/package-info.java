/**
 * Runs a block on recording arrays and writes down what it did. Nothing here knows of ONNX, and
 * nothing is for users.
 */
@NullMarked
package io.github.tribuopnas.onnx.recording;

import org.jspecify.annotations.NullMarked;
