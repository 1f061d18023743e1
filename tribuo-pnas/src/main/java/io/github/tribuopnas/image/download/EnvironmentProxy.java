package io.github.tribuopnas.image.download;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that the environment names as for curl: {@code https_proxy} or {@code http_proxy}, by
 * the address's scheme, else {@code all_proxy}, in small or capital letters; none for the hosts in
 * {@code no_proxy}. Java's own settings, {@code -Dhttps.proxyHost} and so on, take precedence. An
 * address may hold a name and a password, {@code http://USER:PASSWORD@HOST:PORT}.
 */
final class EnvironmentProxy extends ProxySelector {

  private static final int DEFAULT_PORT = 1080;
  private static final List<String> VARIABLES = List.of("https_proxy", "http_proxy", "all_proxy");

  /** Java sends no passwords to proxies of encrypted connections unless this is empty. */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

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

  /**
   * Returns what answers proxies with the names and passwords in the environment; empty if there
   * are none. Java then sends passwords to proxies of encrypted connections too, unless a property
   * of Java's says otherwise.
   */
  Optional<Authenticator> authenticator() {
    List<URI> known =
        VARIABLES.stream()
            .flatMap(name -> variable(name).stream())
            .map(EnvironmentProxy::address)
            .filter(proxy -> proxy.getUserInfo() != null)
            .toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    if (System.getProperty(DISABLED_SCHEMES) == null) {
      System.setProperty(DISABLED_SCHEMES, "");
    }
    return Optional.of(new Passwords(known));
  }

  /** Answers proxies, and no servers. */
  private static final class Passwords extends Authenticator {

    private final List<URI> proxies;

    Passwords(List<URI> proxies) {
      this.proxies = proxies;
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      return proxies.stream()
          .filter(proxy -> getRequestorType() == RequestorType.PROXY)
          .filter(proxy -> proxy.getHost().equalsIgnoreCase(getRequestingHost()))
          .filter(proxy -> port(proxy) == getRequestingPort())
          .map(proxy -> proxy.getUserInfo().split(":", 2))
          .map(
              words ->
                  new PasswordAuthentication(
                      words[0], (words.length > 1 ? words[1] : "").toCharArray()))
          .findFirst()
          .orElse(null);
    }
  }

  private static Proxy proxy(String text) {
    URI proxy = address(text);
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port(proxy)));
  }

  private static int port(URI proxy) {
    return proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort();
  }

  private static URI address(String text) {
    String whole = text.contains("://") ? text.strip() : "http://" + text.strip();
    try {
      URI proxy = new URI(whole);
      if (proxy.getHost() != null && List.of("http", "https").contains(proxy.getScheme())) {
        return proxy;
      }
    } catch (URISyntaxException e) {
      return refused(text);
    }
    return refused(text);
  }

  /** Hides the password, which Java's own message would show. */
  private static URI refused(String text) {
    throw new IllegalArgumentException(
        "the proxy '"
            + text.replaceFirst("[^/@]*@", "...@")
            + "' of the environment cannot be used; write it as http://HOST:PORT or"
            + " http://USER:PASSWORD@HOST:PORT, other characters than letters and digits of the"
            + " password as %40 for @");
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The request fails with it.
  }
}
