/** Rewrites finished models to equal ones that are faster or smaller. */
package io.github.tribuopnas.onnx.rewrite;
