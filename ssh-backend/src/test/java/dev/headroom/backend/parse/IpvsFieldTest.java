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
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables from public reports: each line is read, or costs its own service only. */
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

    /** A newer ipvsadm may save what this console does not know. */
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
