package io.github.tribuopnas.options;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The values that a numeric field may have, of an {@link OptionGroup} or another object. NaN never
 * is one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface Range {

  /**
   * Returns the smallest value.
   *
   * @return a value that is allowed itself
   */
  double from() default -Double.MAX_VALUE;

  /**
   * Returns a lower bound.
   *
   * @return a value that is not allowed itself
   */
  double above() default Double.NEGATIVE_INFINITY;

  /**
   * Returns the largest value.
   *
   * @return a value that is allowed itself
   */
  double to() default Double.MAX_VALUE;

  /**
   * Returns an upper bound.
   *
   * @return a value that is not allowed itself
   */
  double below() default Double.POSITIVE_INFINITY;
}
