package io.vigie.connector.notify;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the hosts that may be called and refuses all others. It is what the HTTP client connects
 * by: the address that is checked is the address that is called, so a name that answers differently
 * a second later gains nothing.
 */
final class AllowedHosts implements DnsResolver {

  /**
   * A host that may be called.
   *
   * @param name as in the URL
   * @param privateNetwork whether it may lie in a private network or on this machine
   */
  public record Host(String name, boolean privateNetwork) {}

  /** The lookup that stands behind, so that a test can play a name server. */
  interface Lookup {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Map<String, Host> hosts = new HashMap<>();
  private final Lookup lookup;

  AllowedHosts(List<Host> allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  AllowedHosts(List<Host> allowed, Lookup lookup) {
    allowed.forEach(host -> hosts.put(key(host.name()), host));
    this.lookup = lookup;
  }

  /** Whether a host is on the list. */
  boolean lists(String host) {
    return hosts.containsKey(key(host));
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    Host allowed = hosts.get(key(host));
    if (allowed == null) {
      throw new RefusedHostException("host '" + host + "' is not in the list 'allow'");
    }
    InetAddress[] found = lookup.of(host);
    if (allowed.privateNetwork()) {
      return found;
    }
    InetAddress[] open =
        Arrays.stream(found).filter(address -> !isPrivate(address)).toArray(InetAddress[]::new);
    if (open.length == 0) {
      throw new RefusedHostException(
          "host '" + host + "' lies in a private network, and 'allow' does not say private: true");
    }
    return open;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static String key(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return bare.toLowerCase(Locale.ROOT);
  }

  /** Whether an address is one that the public internet cannot reach. */
  static boolean isPrivate(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress() // the cloud's metadata service among them
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPrivateV6(bytes) : isPrivateV4(bytes, 0);
  }

  /** Ranges of RFC 6890 that the JDK does not know. */
  private static boolean isPrivateV4(byte[] bytes, int at) {
    int a = bytes[at] & 0xff;
    int b = bytes[at + 1] & 0xff;
    return a == 0
        || a == 10
        || a == 127
        || a >= 224
        || (a == 100 && (b & 0xc0) == 64)
        || (a == 169 && b == 254)
        || (a == 172 && (b & 0xf0) == 16)
        || (a == 192 && b == 168)
        || (a == 192 && b == 0 && bytes[at + 2] == 0)
        || (a == 198 && (b & 0xfe) == 18);
  }

  private static boolean isPrivateV6(byte[] bytes) {
    if ((bytes[0] & 0xfe) == 0xfc) {
      return true; // unique local
    }
    boolean compatible = true;
    for (int i = 0; i < 12; i++) {
      compatible &= bytes[i] == 0;
    }
    boolean translated =
        bytes[0] == 0 && bytes[1] == 0x64 && (bytes[2] & 0xff) == 0xff && (bytes[3] & 0xff) == 0x9b;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return ((compatible || translated) && isPrivateV4(bytes, 12))
        || (sixToFour && isPrivateV4(bytes, 2));
  }
}
