package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualAddress.FirewallMark;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables from public reports: each line is read, or makes only its own service unknown. */
class IpvsFieldTest {
    private static final VirtualAddress WEB = tcp("192.0.2.100", 80);

    @Test
    void aWeightAboveTheRangeOfIpvsadmIsReadAsTheKernelHasIt() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                Field.lines("06-Sn-weight-over-65535.txt"),
                List.of(
                        "TCP  192.0.2.100:80 wrr",
                        "  -> 127.9.0.11:80 Route 100 3 4",
                        "TCP  192.0.2.150:25 wrr",
                        "  -> 127.9.0.61:25 Route 100000 0 0")));
        assertThat(table.unread()).isEmpty();
        assertThat(destination(table, tcp("192.0.2.150", 25), "127.9.0.61", 25)
                        .spec()
                        .weight())
                .isEqualTo(new Weight(100_000));
        assertThat(destination(table, WEB, "127.9.0.11", 80).counts()).isEqualTo(new ConnectionCounts(3, 4, 0, 7));
    }

    @Test
    void anUnknownForwardingMethodIsShownAndCostsItsOwnService() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -t 192.0.2.77:80 -s rr",
                        Field.lines("07-Sn-fullnat-null.txt").getLast(),
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                List.of(
                        "TCP  192.0.2.77:80 rr",
                        "  -> 127.9.0.66:80 FullNat 100 0 0",
                        "TCP  192.0.2.100:80 wrr",
                        "  -> 127.9.0.11:80 Route 100 3 4")));
        assertThat(table.unread()).singleElement().satisfies(line -> {
            assertThat(line.service()).contains(tcp("192.0.2.77", 80));
            assertThat(line.destination()).contains(new Endpoint("127.9.0.66", 80));
            assertThat(line).hasToString("not understood: -a -t 192.0.2.77:80 -r 127.9.0.66:80 (null) -w 100");
        });
        assertThat(destination(table, WEB, "127.9.0.11", 80).counts().active()).isEqualTo(3);
    }

    @Test
    void aFirewallMarkMayHaveARealPort() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                Field.lines("10-Sn-fwm-real-port.txt"), List.of("FWM  11 rr", "  -> 127.9.0.21:443 Tunnel 1 0 0")));
        assertThat(table.unread()).isEmpty();
        assertThat(destination(table, new FirewallMark(11, false), "127.9.0.21", 443)
                        .spec()
                        .method())
                .isEqualTo(new Tunneling(TunnelType.IPIP, 0, TunnelChecksum.NONE));
    }

    @Test
    void membersOfAFirewallMarkHavePort0AndAreRead() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                Field.lines("09-Sn-fwm-udp-members.txt"),
                List.of("FWM  5 wlc", "  -> 127.9.0.41:0 Route 10 0 0", "  -> 127.9.0.42:0 Route 10 0 0")));
        assertThat(table.unread()).isEmpty();
        assertThat(table.service(new FirewallMark(5, false)).orElseThrow().destinations())
                .extracting(d -> d.spec().endpoint())
                .containsExactly(new Endpoint("127.9.0.41", 0), new Endpoint("127.9.0.42", 0));
    }

    @Test
    void masqueradingToAnotherPortIsRead() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                Field.lines("11-Sn-nat-other-port.txt"),
                List.of("TCP  192.0.2.100:80 wrr persistent 7200", "  -> 127.9.0.12:8080 Masq 100 0 0")));
        assertThat(table.unread()).isEmpty();
        assertThat(destination(table, WEB, "127.9.0.12", 8080).spec().weight()).isEqualTo(new Weight(100));
    }

    /** keepalived with a persistence engine and one-packet scheduling, as ipvsadm 1.31 saves them. */
    @Test
    void readsOptionsOfServicesThatAreRare() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -u 192.0.2.5:5060 -s wrr -p 600 -M 255.255.255.0 --pe sip -o",
                        "-a -u 192.0.2.5:5060 -r 127.9.0.71:5060 -m -w 1",
                        "-A -t 192.0.2.6:80 -s mh -b mh-fallback,mh-port",
                        "-a -t 192.0.2.6:80 -r 127.9.0.72:80 -i -w 1 --tun-type gue --tun-port 6080 --tun-nocsum"),
                List.of(
                        "UDP  192.0.2.5:5060 wrr persistent 600 mask 255.255.255.0 pe sip ops",
                        "  -> 127.9.0.71:5060 Masq 1 0 0",
                        "TCP  192.0.2.6:80 mh (mh-fallback,mh-port)",
                        "  -> 127.9.0.72:80 Tunnel 1 0 0")));
        assertThat(table.unread()).isEmpty();
        VirtualAddress sip = new VirtualAddress.Socket(Protocol.UDP, new Endpoint("192.0.2.5", 5060));
        assertThat(table.service(sip).orElseThrow().persistence()).isEqualTo(Duration.ofMinutes(10));
        assertThat(table.service(tcp("192.0.2.6", 80)).orElseThrow().scheduler().flags())
                .containsExactlyInAnyOrder("mh-fallback", "mh-port");
    }

    /** A newer ipvsadm may save what this program does not know. */
    @Test
    void anOptionThatIsNotKnownCostsItsOwnService() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -t 192.0.2.7:80 -s rr --some-flag",
                        "-a -t 192.0.2.7:80 -r 127.9.0.73:80 -m -w 1",
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                List.of(
                        "TCP  192.0.2.7:80 rr",
                        "  -> 127.9.0.73:80 Masq 1 0 0",
                        "TCP  192.0.2.100:80 wrr",
                        "  -> 127.9.0.11:80 Route 100 3 4")));
        assertThat(table.services()).extracting(IpvsTable.Service::address).containsExactly(WEB);
        assertThat(table.unread())
                .allMatch(line -> line.isOf(tcp("192.0.2.7", 80)))
                .isNotEmpty();
        assertThat(table.torn()).isFalse();
    }

    /** Without -n, or where a name server answers: ipvsadm -S prints names (alibaba/LVS issue 15). */
    @Test
    void aNameInPlaceOfAnAddressIsNoAddress() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -t 192.0.2.8:http -s rr",
                        "-a -t 192.0.2.8:http -r web1.example:http -g -w 1",
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                List.of("TCP  192.0.2.100:80 wrr", "  -> 127.9.0.11:80 Route 100 3 4")));
        assertThat(table.services()).extracting(IpvsTable.Service::address).containsExactly(WEB);
        assertThat(table.unread()).hasSize(2);
    }

    /** A module that cannot be loaded is said on standard output by some wrappers, before the table. */
    @Test
    void aWarningBeforeTheTitlesIsNoTable() {
        List<String> list = List.of("TCP  192.0.2.100:80 wrr", "  -> 127.9.0.11:80 Route 100 3 4");
        Frame frame = Field.director(
                List.of(
                        "modprobe: FATAL: Module ip_vs not found.",
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                list);
        IpvsTable table = IpvsTableParser.parse(frame);
        assertThat(destination(table, WEB, "127.9.0.11", 80).counts().active()).isEqualTo(3);
        assertThat(table.unread())
                .singleElement()
                .satisfies(line -> assertThat(line.service()).isEmpty());
    }

    /** https://github.com/acassen/keepalived/issues/2342: addresses of IPv6 in full, which ipvsadm does not cut off as it does names. */
    @Test
    void addressesOfIpv6InFullAreWhole() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -t [fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:1234]:80 -s rr",
                        "-a -t [fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:1234]:80 -r"
                                + " [fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:2222]:80 -g -w 1"),
                List.of(
                        "TCP  [fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:1234]:80 rr",
                        "  -> [fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:2222]:80 Route   1      0          0         ")));
        assertThat(table.unread()).isEmpty();
        assertThat(table.torn()).isFalse();
        assertThat(destination(
                                table,
                                tcp("fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:1234", 80),
                                "fd15:4ba5:5a2b:1008:bf28:eb3c:d1e4:2222",
                                80)
                        .spec()
                        .weight())
                .isEqualTo(new Weight(1));
    }

    /** https://github.com/acassen/keepalived/issues/876: a service of IPv6 whose servers have IPv4 addresses, by a tunnel. */
    @Test
    void aServiceOfIpv6MayHaveServersOfIpv4() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -t [fd21:d1aa:194a:3515:0:1::]:443 -s sh -p 300",
                        "-a -t [fd21:d1aa:194a:3515:0:1::]:443 -r 172.20.16.227:443 -i -w 1 --tun-type ipip",
                        "-A -f 3 -6 -s rr",
                        "-a -f 3 -6 -r 172.20.16.227:0 -i -w 1 --tun-type ipip"),
                List.of(
                        "TCP  [fd21:d1aa:194a:3515:0:1::]:443 sh persistent 300",
                        "  -> 172.20.16.227:443            Tunnel  1      0          0         ",
                        "FWM  3 IPv6 rr",
                        "  -> 172.20.16.227:0              Tunnel  1      0          0         ")));
        assertThat(table.unread()).isEmpty();
        assertThat(table.torn()).isFalse();
        assertThat(table.services()).allMatch(service -> service.destinations().size() == 1);
    }

    /** https://github.com/kubernetes/kubernetes/pull/81477: one address and port for each protocol; and a service without endpoints. */
    @Test
    void oneAddressAndPortMayBeAServiceOfEachProtocol() {
        List<String> rules = List.of(
                "-A -t 10.96.0.10:53 -s rr",
                "-a -t 10.96.0.10:53 -r 20.20.210.3:53 -m -w 1",
                "-a -t 10.96.0.10:53 -r 20.20.210.4:53 -m -w 0",
                "-A -u 10.96.0.10:53 -s rr",
                "-a -u 10.96.0.10:53 -r 20.20.210.3:53 -m -w 1",
                "-A --sctp-service 10.96.0.10:53 -s rr",
                "-a --sctp-service 10.96.0.10:53 -r 20.20.195.135:1000 -m -w 1",
                "-A -t 10.96.0.10:9153 -s rr");
        IpvsTable table = IpvsTableParser.parse(Field.director(
                rules,
                List.of(
                        "TCP  10.96.0.10:53 rr",
                        "  -> 20.20.210.3:53               Masq    1      3          0         ",
                        "  -> 20.20.210.4:53               Masq    0      5          0         ",
                        "UDP  10.96.0.10:53 rr",
                        "  -> 20.20.210.3:53               Masq    1      0          7         ",
                        "SCTP 10.96.0.10:53 rr",
                        "  -> 20.20.195.135:1000           Masq    1      0          0         ",
                        "TCP  10.96.0.10:9153 rr")));
        assertThat(table.unread()).isEmpty();
        assertThat(table.torn()).isFalse();
        assertThat(table.services())
                .extracting(service -> service.destinations().size())
                .containsExactlyInAnyOrder(2, 1, 1, 0);
        VirtualAddress udp = new VirtualAddress.Socket(Protocol.UDP, new Endpoint("10.96.0.10", 53));
        assertThat(destination(table, udp, "20.20.210.3", 53).counts().inactive())
                .isEqualTo(7);
    }

    /**
     * https://github.com/iqiyi/dpvs/issues/95: services of a protocol that IPVS does not have, with the same destinations again and
     * again. What they are is not known; the others are.
     */
    @Test
    void aServiceOfAnotherKindCostsNoOther() {
        IpvsTable table = IpvsTableParser.parse(Field.director(
                List.of(
                        "-A -H proto=icmp,src-range=172.16.0.0-172.16.255.254 -s rr",
                        "-a -H proto=icmp,src-range=172.16.0.0-172.16.255.254 -r 192.168.10.2:0 -J -w 100",
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                List.of(
                        "MATCH icmp,from=172.16.0.0-172.16.255.254:0-0,oif=dpdk1 rr",
                        "  -> 192.168.10.2:0               SNAT    100    0          0",
                        "MATCH tcp,from=172.16.0.0-172.16.255.254:0-0,oif=dpdk1 rr",
                        "  -> 192.168.10.2:0               SNAT    100    0          0",
                        "TCP  192.0.2.100:80 wrr",
                        "  -> 127.9.0.11:80 Route 100 3 4")));
        assertThat(table.services()).extracting(IpvsTable.Service::address).containsExactly(WEB);
        assertThat(destination(table, WEB, "127.9.0.11", 80).counts()).isEqualTo(new ConnectionCounts(3, 4, 0, 7));
        assertThat(table.unread()).isNotEmpty().allMatch(line -> line.service().isEmpty());
        assertThat(table.torn()).isFalse();
    }

    /** https://github.com/iqiyi/dpvs/issues/386: an ipvsadm that rounds although it was asked for exact numbers. No rate is made of such. */
    @Test
    void aRoundedCounterIsNoNumberAndCostsItsOwnService() {
        Frame frame = Field.director(
                List.of(
                        "-A -t 192.0.2.9:443 -s rr",
                        "-a -t 192.0.2.9:443 -r 127.9.0.74:443 -g -w 1",
                        "-A -t 192.0.2.100:80 -s wrr",
                        "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100"),
                List.of(
                        "TCP  192.0.2.9:443 rr",
                        "  -> 127.9.0.74:443 Route 1 0 0",
                        "TCP  192.0.2.100:80 wrr",
                        "  -> 127.9.0.11:80 Route 100 3 4"));
        IpvsTable table = IpvsTableParser.parse(Field.changed(
                frame,
                SectionKind.IPVS_STATS,
                line -> line.replace(
                        "  -> 127.9.0.74:443 7 1 1 1 1",
                        "  -> 127.9.0.74:443          2515932  125426K        0   13034M        0")));
        assertThat(table.unread())
                .isNotEmpty()
                .allMatch(line -> line.isOf(tcp("192.0.2.9", 443)))
                .anySatisfy(line -> assertThat(line.why()).contains("125426K"));
        assertThat(destination(table, WEB, "127.9.0.11", 80).counts().active()).isEqualTo(3);
    }

    /**
     * Counts of connections can fall below 0. The kernel prints that in its own list (%d in ip_vs_ctl.c), ipvsadm prints it as a
     * number near 2^32 (%u in ipvsadm.c), templates included.
     */
    @Test
    void aCountBelowZeroIsUnknown() {
        List<String> rules = List.of("-A -t 192.0.2.100:80 -s wrr", "-a -t 192.0.2.100:80 -r 127.9.0.11:80 -g -w 100");
        List<String> fine = List.of("TCP  192.0.2.100:80 wrr", "  -> 127.9.0.11:80 Route 100 3 4");
        Frame negative = Field.changed(
                Field.director(rules, fine), SectionKind.IPVS_LIST, line -> line.replace("100 3 4", "100 -1 4"));
        Frame huge = Field.changed(
                Field.director(rules, fine),
                SectionKind.IPVS_LIST,
                line -> line.replace("100 3 4", "100 3 4294967295"));
        Frame templates = Field.changed(
                Field.director(rules, fine),
                SectionKind.IPVS_PERSISTENT,
                line -> line.replace("100 0 3 4", "100 4294967295 3 4"));
        for (Frame frame : List.of(negative, huge, templates)) {
            IpvsTable table = IpvsTableParser.parse(frame);
            assertThat(table.unread()).isEmpty();
            assertThat(table.torn()).isFalse();
            assertThat(destination(table, WEB, "127.9.0.11", 80).counts()).isEqualTo(ConnectionCounts.UNKNOWN);
        }
    }

    /** https://github.com/iqiyi/dpvs/issues/821, and kube-proxy with thousands of services: a table that is long and wide is read whole. */
    @Test
    void aTableOfThousandsOfServicesIsReadWhole() {
        List<String> rules = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            String address = "10.96.%d.%d:443".formatted(i / 250, i % 250);
            rules.add("-A -t %s -s rr -p 10800".formatted(address));
            listed.add("TCP  %s rr persistent 10800".formatted(address));
            for (int j = 1; j <= 3; j++) {
                rules.add("-a -t %s -r 10.244.%d.%d:8443 -m -w %d".formatted(address, j, i % 250, j % 2));
                listed.add("  -> 10.244.%d.%d:8443            Masq    %d      %d          %d         "
                        .formatted(j, i % 250, j % 2, 100_000_000 + i, 2_000_000_000));
            }
        }
        IpvsTable table = IpvsTableParser.parse(Field.director(rules, listed));
        assertThat(table.unread()).isEmpty();
        assertThat(table.torn()).isFalse();
        assertThat(table.services())
                .hasSize(2_000)
                .allMatch(service -> service.destinations().size() == 3);
        assertThat(destination(table, tcp("10.96.7.249", 443), "10.244.2.249", 8443)
                        .counts())
                .isEqualTo(new ConnectionCounts(100_001_999, 2_000_000_000, 0, 7));
    }

    private static IpvsTable.Destination destination(
            IpvsTable table, VirtualAddress service, String address, int port) {
        return table.service(service)
                .flatMap(s -> s.destination(new Endpoint(address, port)))
                .orElseThrow();
    }

    private static VirtualAddress tcp(String address, int port) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint(address, port));
    }
}
