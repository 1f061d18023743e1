package io.github.tribuopnas.report;

/**
 * Writes HTML and SVG. Every name and value that comes from outside goes through {@link #text} or
 * an attribute and is escaped there, so that nothing in it can become markup.
 */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Opens an element; its attributes are names and values by turns, values are escaped. */
  Html open(String tag, Object... attributes) {
    return start(tag, attributes, ">");
  }

  /** Writes an element without content. */
  Html empty(String tag, Object... attributes) {
    return start(tag, attributes, "/>");
  }

  private Html start(String tag, Object[] attributes, String end) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(String.valueOf(attributes[i + 1]));
      out.append('"');
    }
    out.append(end);
    return this;
  }

  /** Closes an element. */
  Html close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** Writes text, escaped. */
  Html text(String text) {
    escape(text);
    return this;
  }

  /** Writes an element that holds nothing but text. */
  Html element(String tag, String text, Object... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** Writes markup that this project made; nothing from outside may be in it unescaped. */
  Html trusted(String markup) {
    out.append(markup);
    return this;
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

  @Override
  public String toString() {
    return out.toString();
  }
}
