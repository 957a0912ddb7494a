package io.vigie.connector.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "192.0.0.8",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1"
      })
  void privateAddressesAreKnownAsSuch(String address) throws UnknownHostException {
    assertThat(AllowedHosts.isPrivate(InetAddress.getByName(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.15.0.1",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "2001:4860:4860::8888",
        "64:ff9b::808:808",
        "2002:808:808::"
      })
  void publicOnesAreNot(String address) throws UnknownHostException {
    assertThat(AllowedHosts.isPrivate(InetAddress.getByName(address))).isFalse();
  }

  @Test
  void onlyListedHostsAreResolved() throws UnknownHostException {
    AllowedHosts hosts =
        new AllowedHosts(
            List.of(new AllowedHosts.Host("Hooks.Example.org", false)),
            host -> new InetAddress[] {InetAddress.getByName("8.8.8.8")});

    assertThat(hosts.resolve("hooks.example.org")).hasSize(1);
    for (String other : List.of("example.org", "2130706433", "0x7f000001", "127.1", "[::1]")) {
      assertThatThrownBy(() -> hosts.resolve(other))
          .isInstanceOf(RefusedHostException.class)
          .hasMessageContaining("is not in the list 'allow'");
    }
  }

  @Test
  void aNameThatComesToPointInsideIsRefused() throws UnknownHostException {
    Queue<String> answers = new ArrayDeque<>(List.of("8.8.8.8", "169.254.169.254"));
    AllowedHosts hosts =
        new AllowedHosts(
            List.of(new AllowedHosts.Host("rebinding.example.org", false)),
            host -> new InetAddress[] {InetAddress.getByName(answers.remove())});

    assertThat(hosts.resolve("rebinding.example.org")).hasSize(1);
    assertThatThrownBy(() -> hosts.resolve("rebinding.example.org"))
        .hasMessageContaining("lies in a private network");
  }

  @Test
  void ofSeveralAddressesOnlyThePublicOnesAreCalled() throws UnknownHostException {
    AllowedHosts hosts =
        new AllowedHosts(
            List.of(new AllowedHosts.Host("mixed.example.org", false)),
            host ->
                new InetAddress[] {
                  InetAddress.getByName("10.0.0.7"), InetAddress.getByName("8.8.4.4")
                });

    assertThat(hosts.resolve("mixed.example.org"))
        .containsExactly(InetAddress.getByName("8.8.4.4"));
  }
}
