package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.DirectRouting;
import dev.headroom.ma2scf.model.ForwardingMethod.Masquerading;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualAddress.FirewallMark;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpvsTableParserTest {
    private static final IpvsTable TABLE = IpvsTableParser.parse(Golden.directorFrame());

    @Test
    void keepsEveryServiceOfTheTable() {
        assertThat(TABLE.services())
                .extracting(s -> s.address().toString())
                .containsExactly(
                        "FWM 7",
                        "FWM6 8",
                        "SCTP 10.99.0.100:99",
                        "TCP 10.99.0.100:443",
                        "TCP 10.99.0.100:80",
                        "TCP 10.99.0.101:80",
                        "TCP 10.99.0.102:8080",
                        "TCP 10.99.0.103:80",
                        "TCP 10.99.0.105:25",
                        "TCP 10.99.0.106:25",
                        "TCP [fd00::1]:443",
                        "UDP 10.99.0.100:53",
                        "UDP 10.99.0.104:514");
    }

    @Test
    void joinsWhatNoListingSaysAlone() {
        IpvsTable.Service service = TABLE.service(tcp("10.99.0.100", 443)).orElseThrow();
        assertThat(service.scheduler()).isEqualTo(Scheduler.of("wrr"));
        assertThat(service.persistence()).isEqualTo(Duration.ofMinutes(5));
        assertThat(service.connections()).isEqualTo(3);
        IpvsTable.Destination destination =
                service.destination(new Endpoint("10.99.0.212", 443)).orElseThrow();
        assertThat(destination.counts()).isEqualTo(new ConnectionCounts(3, 0, 1, 3));
    }

    @Test
    void readsFlagsOfTheSchedulerOnly() {
        VirtualAddress dns = new VirtualAddress.Socket(Protocol.UDP, new Endpoint("10.99.0.100", 53));
        assertThat(TABLE.service(dns).orElseThrow().scheduler())
                .isEqualTo(new Scheduler("sh", Set.of("sh-fallback", "sh-port")));
        assertThat(TABLE.service(new FirewallMark(7, false)).orElseThrow().scheduler())
                .isEqualTo(new Scheduler("mh", Set.of("mh-fallback", "mh-port")));
    }

    record SpecCase(String name, VirtualAddress service, DestinationSpec spec) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<SpecCase> specs() {
        return Stream.of(
                spec("direct routing", tcp("10.99.0.100", 80), "10.99.0.213", 80, new DirectRouting(), 0, 0, 0),
                spec("masquerading", tcp("10.99.0.102", 8080), "10.99.0.50", 80, new Masquerading(), 5, 100, 50),
                spec("upper only", tcp("10.99.0.102", 8080), "10.99.0.51", 8081, new Masquerading(), 1, 200, 0),
                spec("ipip", tcp("10.99.0.103", 80), "10.99.0.60", 80, tunnel(TunnelType.IPIP, 0), 1, 0, 0),
                spec("gue", tcp("10.99.0.103", 80), "10.99.0.61", 80, tunnel(TunnelType.GUE, 6080), 7, 0, 0),
                spec(
                        "gre",
                        tcp("10.99.0.103", 80),
                        "10.99.0.62",
                        80,
                        new Tunneling(TunnelType.GRE, 0, TunnelChecksum.FULL),
                        3,
                        0,
                        0),
                spec("ipv6", tcp("fd00::1", 443), "fd00::12", 443, new Masquerading(), 20, 65535, 1),
                spec("mark", new FirewallMark(7, false), "10.99.0.211", 0, new DirectRouting(), 65535, 0, 0),
                spec("ipv6 mark", new FirewallMark(8, true), "fd00::13", 0, new DirectRouting(), 1, 0, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void readsDestinationsWhole(SpecCase wanted) {
        assertThat(TABLE.service(wanted.service())
                        .flatMap(s -> s.destination(wanted.spec().endpoint()))
                        .map(IpvsTable.Destination::spec))
                .contains(wanted.spec());
    }

    @Test
    void readsAnEmptyTable() {
        Frame frame = new Frame(
                1,
                "director",
                List.of(
                        Golden.section(SectionKind.IPVS_RULES, "director/empty-Sn.txt"),
                        Golden.section(SectionKind.IPVS_LIST, "director/empty-Ln.txt"),
                        new Section(SectionKind.IPVS_STATS, "", List.of(), 0),
                        new Section(SectionKind.IPVS_THRESHOLDS, "", List.of(), 0),
                        new Section(SectionKind.IPVS_PERSISTENT, "", List.of(), 0)));
        assertThat(IpvsTableParser.parse(frame).services()).isEmpty();
    }

    record BadCase(String name, SectionKind section, UnaryOperator<String> change, String said, Set<String> cost) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadCase> bad() {
        Set<String> tunnels = Set.of("TCP 10.99.0.103:80");
        Set<String> direct = Set.of("TCP 10.99.0.100:80");
        return Stream.of(
                new BadCase(
                        "unknown option",
                        SectionKind.IPVS_RULES,
                        l -> l.replace("--tun-csum", "--tun-what"),
                        "--tun-what",
                        tunnels),
                new BadCase(
                        "no address",
                        SectionKind.IPVS_RULES,
                        l -> l.replace("10.99.0.60:80", "tunnel:80"),
                        "line 13",
                        tunnels),
                new BadCase(
                        "huge weight",
                        SectionKind.IPVS_RULES,
                        l -> l.replace("-w 65535", "-w 2147483648"),
                        "2147483648",
                        Set.of("FWM 7")),
                new BadCase(
                        "unknown protocol",
                        SectionKind.IPVS_LIST,
                        l -> l.replace("SCTP", "DCCP"),
                        "DCCP",
                        Set.of("SCTP 10.99.0.100:99")),
                new BadCase(
                        "unknown method", SectionKind.IPVS_LIST, l -> l.replace("Tunnel", "Magic"), "Magic", tunnels),
                new BadCase(
                        "lost column",
                        SectionKind.IPVS_THRESHOLDS,
                        l -> l.contains("10.99.0.60:80") ? l.replaceAll("\\d+\\s*$", "") : l,
                        "4 columns",
                        tunnels),
                new BadCase(
                        "twice",
                        SectionKind.IPVS_LIST,
                        l -> l.replace("10.99.0.213:80", "10.99.0.211:80"),
                        "once",
                        direct));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void aLineThatIsNotUnderstoodCostsItsOwnService(BadCase bad) {
        IpvsTable table = IpvsTableParser.parse(changed(bad.section, bad.change));
        assertThat(table.unread())
                .anySatisfy(line -> assertThat(line.why()).contains("ipvsadm").contains(bad.said));
        assertThat(table.unread().stream().flatMap(line -> line.service().stream()))
                .extracting(VirtualAddress::toString)
                .allMatch(bad.cost::contains)
                .containsAll(bad.cost);
        assertThat(table.services())
                .filteredOn(s -> !bad.cost.contains(s.address().toString()))
                .containsExactlyElementsOf(TABLE.services().stream()
                        .filter(s -> !bad.cost.contains(s.address().toString()))
                        .toList());
    }

    @Test
    void otherColumnsAreSaidToBeOthers() {
        Frame frame = changed(SectionKind.IPVS_LIST, l -> l.replace("Scheduler Flags", "Flags"));
        assertThatThrownBy(() -> IpvsTableParser.parse(frame))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("ipvsadm -Ln: line 2")
                .hasMessageContaining("the title line");
    }

    @Test
    void anotherToolsOutputIsNoEmptyTable() {
        Frame frame = changed(SectionKind.IPVS_RULES, l -> "ipvsadm: command not found");
        assertThatThrownBy(() -> IpvsTableParser.parse(frame)).isInstanceOf(ParseException.class);
    }

    @Test
    void aDestinationThatIsRemovedWhileTheTableIsReadIsGone() {
        IpvsTable table = IpvsTableParser.parse(
                without("10.99.0.213:80", SectionKind.IPVS_THRESHOLDS, SectionKind.IPVS_PERSISTENT));
        assertThat(table.torn()).isTrue();
        assertThat(table.unread()).isEmpty();
        assertThat(table.service(tcp("10.99.0.100", 80)).orElseThrow().destination(new Endpoint("10.99.0.213", 80)))
                .isEmpty();
        assertThat(table.services()).hasSameSizeAs(TABLE.services());
    }

    @Test
    void aDestinationThatComesWhileTheTableIsReadIsNotUnderstoodYet() {
        IpvsTable table =
                IpvsTableParser.parse(without("10.99.0.213:80", SectionKind.IPVS_RULES, SectionKind.IPVS_LIST));
        assertThat(table.torn()).isTrue();
        assertThat(table.unread()).singleElement().satisfies(line -> {
            assertThat(line.service()).contains(tcp("10.99.0.100", 80));
            assertThat(line.destination()).contains(new Endpoint("10.99.0.213", 80));
            assertThat(line.why()).contains("added while the table was read");
        });
    }

    @Test
    void countsThatAListingDoesNotHaveAreUnknown() {
        IpvsTable table = IpvsTableParser.parse(without("10.99.0.213:80", SectionKind.IPVS_STATS));
        assertThat(table.unread()).isEmpty();
        assertThat(table.service(tcp("10.99.0.100", 80))
                        .flatMap(s -> s.destination(new Endpoint("10.99.0.213", 80)))
                        .map(IpvsTable.Destination::counts))
                .contains(ConnectionCounts.UNKNOWN);
    }

    @Test
    void aCountThatFellBelowZeroIsUnknown() {
        IpvsTable table = IpvsTableParser.parse(changed(
                SectionKind.IPVS_LIST,
                l -> l.contains("10.99.0.213:80") ? l.replaceAll("\\d+(\\s+\\d+\\s*)$", "4294967295$1") : l));
        assertThat(table.service(tcp("10.99.0.100", 80))
                        .flatMap(s -> s.destination(new Endpoint("10.99.0.213", 80)))
                        .map(IpvsTable.Destination::counts))
                .contains(ConnectionCounts.UNKNOWN);
    }

    private static Frame changed(SectionKind section, UnaryOperator<String> change) {
        return new Frame(
                1,
                "director",
                Golden.directorFrame().sections().stream()
                        .map(s -> s.kind() == section
                                ? new Section(
                                        s.kind(),
                                        "",
                                        s.lines().stream().map(change).toList(),
                                        0)
                                : s)
                        .toList());
    }

    private static Frame without(String endpoint, SectionKind... sections) {
        return new Frame(
                1,
                "director",
                Golden.directorFrame().sections().stream()
                        .map(s -> List.of(sections).contains(s.kind())
                                ? new Section(
                                        s.kind(),
                                        "",
                                        s.lines().stream()
                                                .filter(l -> !l.contains(" " + endpoint + " "))
                                                .toList(),
                                        0)
                                : s)
                        .toList());
    }

    @Test
    void readsMarksThatIpvsadmPrintsAsNegative() {
        Section rules = new Section(SectionKind.IPVS_RULES, "", List.of("-A -f -2147483648 -s wrr"), 0);
        assertThat(IpvsRules.parse(rules).services()).containsOnlyKeys(new FirewallMark(0x8000_0000L, false));
    }

    @Test
    void takesLocalFromTheListBecauseRulesShowItAsDirectRouting() {
        List<Section> sections = Golden.directorFrame().sections().stream()
                .map(s -> s.kind() == SectionKind.IPVS_LIST
                        ? new Section(
                                s.kind(),
                                "",
                                s.lines().stream()
                                        .map(l -> l.contains("10.99.0.2:25") ? l.replace("Route", "Local") : l)
                                        .toList(),
                                0)
                        : s)
                .toList();
        IpvsTable table = IpvsTableParser.parse(new Frame(1, "director", sections));
        assertThat(table.service(tcp("10.99.0.106", 25))
                        .flatMap(s -> s.destination(new Endpoint("10.99.0.2", 25)))
                        .map(d -> d.spec().method()))
                .contains(new ForwardingMethod.Local());
    }

    private static VirtualAddress tcp(String address, int port) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint(address, port));
    }

    private static Tunneling tunnel(TunnelType type, int port) {
        return new Tunneling(type, port, TunnelChecksum.NONE);
    }

    private static SpecCase spec(
            String name,
            VirtualAddress service,
            String address,
            int port,
            ForwardingMethod method,
            int weight,
            int upper,
            int lower) {
        return new SpecCase(
                name,
                service,
                new DestinationSpec(
                        new Endpoint(address, port), method, new Weight(weight), new Thresholds(upper, lower)));
    }
}
