/**
 * What every strategy, surrogate, store and executor promises, as suites of tests that others
 * extend for theirs. Published as the test jar of this module.
 */
package io.github.tribuopnas.testing;
