/** Rewrites finished models to equal ones that are faster or smaller. */
@NullMarked
package io.github.tribuopnas.onnx.rewrite;

import org.jspecify.annotations.NullMarked;
