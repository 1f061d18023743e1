/** Checks a model file before a runtime sees it. */
@NullMarked
package io.github.tribuopnas.onnx.check;

import org.jspecify.annotations.NullMarked;
