/** Where trials run. */
package io.github.tribuopnas.execution;
