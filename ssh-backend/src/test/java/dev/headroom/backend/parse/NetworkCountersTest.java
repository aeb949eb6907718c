package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Interfaces from public reports: a packet that passes the uplink is counted once. */
class NetworkCountersTest {
    record Case(String name, long bytes, List<String> lines) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> hosts() {
        return Stream.of(
                host(
                        "netdata pull request 12789: Proxmox with firewalls",
                        1_001_000,
                        interfaces(
                                "lo",
                                "enp5s0*",
                                "vmbr0",
                                "vmbr1",
                                "fwbr101i0",
                                "fwpr101p0",
                                "fwln101i0",
                                "tap101i0",
                                "veth105i0",
                                "fwbr105i0",
                                "fwpr105p0",
                                "fwln105i0",
                                "docker0")),
                host(
                        "caelestia issue 374: Docker, libvirt and a VPN",
                        1_001_000,
                        interfaces(
                                "lo",
                                "wlp3s0*",
                                "docker0",
                                "br-4f3a",
                                "vethe8d92f3",
                                "virbr0",
                                "vnet3",
                                "wg0",
                                "tun0",
                                "tailscale0")),
                host(
                        "node_exporter issue 909: flannel and no space before a large number",
                        1_001_000,
                        List.of(
                                "flannel.1: 18144009813 228499337    0    0    0     0          0         0 20758990068 258369223    0   64    0     0       0          0",
                                "cali1234:     648       8    0    0    0     0          0         0 47437284  816640    0    0    0     0       0          0",
                                "enp10s0f1:1000000 2079719912    0 157555    0     0          0   1614645 1000 2206621814    0    0    0     0       0          0",
                                "enp3s0f0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0")),
                host(
                        "psutil issue 435: an alias with a colon in its name",
                        1_001_000,
                        List.of(line("eth0", 1_000_000, 1_000), "bond0:1: 7 0 0 0 0 0 0 0 7 0 0 0 0 0 0 0")),
                host(
                        "a bond of two and a VLAN on it: its members are counted",
                        2_002_000,
                        interfaces(
                                "lo",
                                "bond0",
                                "bond0.100",
                                "vlan200",
                                "eno1*",
                                "eno2*",
                                "lxcbr0",
                                "vethA1B2C3",
                                "lxcbr1")),
                host("the uplinks as the agent names them", 1_001_000, List.of("ens18 1000000 1000")),
                host(
                        "an odd line of an interface that is not counted",
                        1_001_000,
                        List.of(line("eth0", 1_000_000, 1_000), "veth1: 1 2 3")));
    }

    private static Case host(String name, long bytes, List<String> lines) {
        return new Case(name, bytes, lines);
    }

    private static List<String> interfaces(String... names) {
        List<String> lines = new ArrayList<>(List.of("Inter-|   Receive  |  Transmit", " face |bytes |bytes"));
        Arrays.stream(names)
                .map(name -> line(name.replace("*", ""), 1_000_000, 1_000))
                .forEach(lines::add);
        return lines;
    }

    private static String line(String name, long received, long sent) {
        return "%s: %d 9 0 0 0 0 0 0 %d 9 0 0 0 0 0 0".formatted(name, received, sent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hosts")
    void whatPassesTheUplinkIsCountedOnce(Case host) {
        assertThat(NetworkCounters.bytes(new Section(SectionKind.NETDEV, "", host.lines, 0)))
                .isEqualTo(host.bytes);
    }
}
