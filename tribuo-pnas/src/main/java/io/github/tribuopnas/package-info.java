/** Progressive Neural Architecture Search as a Tribuo trainer. */
package io.github.tribuopnas;
