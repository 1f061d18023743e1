package io.github.tribuopnas.image.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxy that the environment names as for curl: {@code https_proxy} or {@code http_proxy}, by
 * the address's scheme, else {@code all_proxy}, in small or capital letters; none for the hosts in
 * {@code no_proxy}. Java's own settings, {@code -Dhttps.proxyHost} and so on, go before it.
 */
final class EnvironmentProxy extends ProxySelector {

  private static final int DEFAULT_PORT = 1080;

  private final Map<String, String> environment;
  private final ProxySelector others;

  /**
   * Reads an environment.
   *
   * @param environment the variables
   * @param others decides where the environment names no proxy
   */
  EnvironmentProxy(Map<String, String> environment, ProxySelector others) {
    this.environment = Map.copyOf(environment);
    this.others = others;
  }

  @Override
  public List<Proxy> select(URI address) {
    List<Proxy> stated = others.select(address);
    if (stated.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
      return stated;
    }
    return variable(address.getScheme() + "_proxy")
        .or(() -> variable("all_proxy"))
        .filter(proxy -> !isExcepted(address.getHost()))
        .map(proxy -> List.of(proxy(proxy)))
        .orElse(stated);
  }

  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  /** Excepted are a host, all hosts of a domain, or all there are ({@code *}). */
  private boolean isExcepted(String host) {
    return Arrays.stream(variable("no_proxy").orElse("").split(","))
        .map(name -> name.strip().replaceFirst("^\\*?\\.", ""))
        .filter(name -> !name.isEmpty())
        .anyMatch(name -> name.equals("*") || host.equals(name) || host.endsWith("." + name));
  }

  private static Proxy proxy(String text) {
    URI proxy = URI.create(text.contains("://") ? text.strip() : "http://" + text.strip());
    if (proxy.getHost() == null) {
      throw new IllegalArgumentException(
          "the proxy '"
              + text
              + "' of the environment is no address; write it as http://HOST:PORT");
    }
    int port = proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
    return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails with it.
  }
}
