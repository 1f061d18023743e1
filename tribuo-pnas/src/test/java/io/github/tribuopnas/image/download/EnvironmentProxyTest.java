package io.github.tribuopnas.image.download;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentProxyTest {

  private static final URI ADDRESS = URI.create("https://data.example.org/set.gz");
  private static final ProxySelector NONE = ProxySelector.of(null);

  private static String selected(Map<String, String> environment) {
    Proxy proxy = new EnvironmentProxy(environment, NONE).select(ADDRESS).get(0);
    return proxy.type() == Proxy.Type.DIRECT ? "direct" : proxy.address().toString();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTPS_PROXY,http://proxy.local:3128,proxy.local/<unresolved>:3128",
    "https_proxy,proxy.local:8080,proxy.local/<unresolved>:8080",
    "ALL_PROXY,http://proxy.local,proxy.local/<unresolved>:1080",
    "HTTP_PROXY,http://proxy.local:3128,direct",
    "HTTPS_PROXY,' ',direct"
  })
  void theProxyOfTheEnvironmentIsUsed(String name, String value, String expected) {
    assertEquals(expected, selected(Map.of(name, value)));
  }

  @ParameterizedTest
  @CsvSource({
    "'localhost,example.org',direct",
    "'.example.org',direct",
    "'data.example.org',direct",
    "'*',direct",
    "'ample.org',proxy.local/<unresolved>:3128",
    "'',proxy.local/<unresolved>:3128"
  })
  void someHostsAreExcepted(String excepted, String expected) {
    assertEquals(
        expected, selected(Map.of("HTTPS_PROXY", "proxy.local:3128", "NO_PROXY", excepted)));
  }

  @Test
  void javasOwnSettingGoesBeforeIt() {
    ProxySelector stated = ProxySelector.of(InetSocketAddress.createUnresolved("java.local", 1));
    EnvironmentProxy proxy = new EnvironmentProxy(Map.of("HTTPS_PROXY", "proxy.local:2"), stated);
    assertEquals(stated.select(ADDRESS), proxy.select(ADDRESS));
  }

  @Test
  void whatCannotBeUsedIsRefusedWithoutItsPassword() {
    for (String proxy : List.of("socks5://me:secret@proxy.local:1", "http://me:se^cret@:1")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> selected(Map.of("HTTPS_PROXY", proxy)))
              .getMessage();
      assertTrue(message.contains("write it as http://HOST:PORT"), message);
      assertFalse(message.contains("cret"), message);
    }
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> selected(Map.of("HTTPS_PROXY", "http://:3128")));
    assertEquals(List.of(Proxy.NO_PROXY), new EnvironmentProxy(Map.of(), NONE).select(ADDRESS));
  }
}
