package io.github.tribuopnas.picture;

import java.util.Locale;

/**
 * Writes HTML and SVG. Every name and value that comes from outside goes through {@link #text} or
 * an attribute and is escaped there, so that nothing in it can become markup.
 */
public final class Markup {

  private final StringBuilder out = new StringBuilder();

  /**
   * Opens an element.
   *
   * @param tag its name
   * @param attributes names and values by turns; values are escaped
   * @return this writer
   */
  public Markup open(String tag, Object... attributes) {
    return start(tag, attributes, ">");
  }

  /**
   * Writes an element without content.
   *
   * @param tag its name
   * @param attributes names and values by turns; values are escaped
   * @return this writer
   */
  public Markup empty(String tag, Object... attributes) {
    return start(tag, attributes, "/>");
  }

  private Markup start(String tag, Object[] attributes, String end) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]));
      out.append('"');
    }
    out.append(end);
    return this;
  }

  /**
   * Closes an element.
   *
   * @param tag its name
   * @return this writer
   */
  public Markup close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /**
   * Writes text.
   *
   * @param text the text, which is escaped
   * @return this writer
   */
  public Markup text(String text) {
    escape(text);
    return this;
  }

  /**
   * Writes an element that holds nothing but text.
   *
   * @param tag its name
   * @param text the text, which is escaped
   * @param attributes names and values by turns; values are escaped
   * @return this writer
   */
  public Markup element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /**
   * Writes markup that this project made.
   *
   * @param markup elements as they are; nothing from outside may be in them unescaped
   * @return this writer
   */
  public Markup trusted(String markup) {
    out.append(markup);
    return this;
  }

  /**
   * Returns a number as coordinates are written, the same in every locale.
   *
   * @param value in pixels
   * @return the number with one decimal
   */
  public static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\n', '\t' -> out.append(c);
        default -> out.append(isShown(c) ? c : '\ufffd');
      }
    }
  }

  /** Control characters, and those that turn the direction of what follows, could deceive. */
  private static boolean isShown(char c) {
    return !Character.isISOControl(c)
        && !(c >= '\u202a' && c <= '\u202e')
        && !(c >= '\u2066' && c <= '\u2069');
  }

  /**
   * Returns what was written.
   *
   * @return the markup
   */
  @Override
  public String toString() {
    return out.toString();
  }
}
