package dev.headroom.simulation.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.IpvsTable.Destination;
import dev.headroom.backend.parse.IpvsTable.Service;
import dev.headroom.backend.parse.IpvsTableParser;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.simulation.ipvs.IpvsPrinter.Layout;
import dev.headroom.simulation.ipvs.ServiceListing.Row;
import dev.headroom.simulation.ipvs.ServiceListing.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A parser reads back what the printer has printed. */
class RoundTripTest {
    private static final List<Protocol> PROTOCOLS = List.of(Protocol.TCP, Protocol.UDP, Protocol.SCTP);
    private static final List<Scheduler> SCHEDULERS = List.of(
            Scheduler.of("wrr"),
            Scheduler.of("wlc"),
            Scheduler.of("rr"),
            new Scheduler("sh", Set.of("sh-fallback", "sh-port")),
            new Scheduler("mh", Set.of("mh-port")));
    private static final List<ForwardingMethod> METHODS = List.of(
            new ForwardingMethod.DirectRouting(),
            new ForwardingMethod.Masquerading(),
            new ForwardingMethod.Local(),
            new ForwardingMethod.Tunneling(TunnelType.IPIP, 0, TunnelChecksum.NONE),
            new ForwardingMethod.Tunneling(TunnelType.GRE, 0, TunnelChecksum.FULL),
            new ForwardingMethod.Tunneling(TunnelType.GUE, 6080, TunnelChecksum.REMOTE));

    static List<Long> seeds() {
        return new SplittableRandom(20_261_122).longs(200).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aTableIsReadAsItWas(long seed) {
        List<ServiceListing> table = table(new SplittableRandom(seed));
        Frame frame = new Frame(
                1,
                "director",
                List.of(
                        section(SectionKind.IPVS_RULES, IpvsPrinter.rules(table)),
                        section(
                                SectionKind.IPVS_LIST,
                                IpvsPrinter.version() + IpvsPrinter.list(Layout.CONNECTIONS, table)),
                        section(SectionKind.IPVS_STATS, IpvsPrinter.version() + IpvsPrinter.list(Layout.STATS, table)),
                        section(
                                SectionKind.IPVS_THRESHOLDS,
                                IpvsPrinter.version() + IpvsPrinter.list(Layout.THRESHOLDS, table)),
                        section(
                                SectionKind.IPVS_PERSISTENT,
                                IpvsPrinter.version() + IpvsPrinter.list(Layout.PERSISTENT, table))));

        assertThat(IpvsTableParser.parse(frame))
                .isEqualTo(new dev.headroom.backend.parse.IpvsTable(
                        table.stream().map(RoundTripTest::expected).toList()));
    }

    private static Service expected(ServiceListing listing) {
        return new Service(
                listing.address(),
                listing.scheduler(),
                Duration.ofSeconds(listing.persistence()),
                listing.traffic().connections(),
                listing.rows().stream()
                        .map(r -> new Destination(
                                r.spec(),
                                r.counts(),
                                Optional.of(new dev.headroom.backend.parse.IpvsTable.Packets(
                                        r.traffic().inPackets(), r.traffic().outPackets()))))
                        .toList());
    }

    private static Section section(SectionKind kind, String text) {
        return new Section(kind, "", text.lines().toList(), 0);
    }

    private static List<ServiceListing> table(SplittableRandom random) {
        List<ServiceListing> services = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            List<Row> rows = new ArrayList<>();
            boolean ipv6 = random.nextInt(4) == 0;
            for (int d = random.nextInt(5); d > 0; d--) {
                rows.add(row(
                        random, new Endpoint(ipv6 ? "fd00::" + d : "10.0." + i + "." + d, 1 + random.nextInt(65_535))));
            }
            int persistence = random.nextInt(3) == 0 ? 1 + random.nextInt(10_000) : 0;
            services.add(new ServiceListing(
                    address(random, i, ipv6),
                    SCHEDULERS.get(random.nextInt(SCHEDULERS.size())),
                    persistence,
                    persistence > 0 && !ipv6 && random.nextBoolean() ? Optional.of("255.255.255.0") : Optional.empty(),
                    random.nextInt(5) == 0,
                    new Traffic(count(random), count(random), count(random), count(random), count(random)),
                    rows));
        }
        return services;
    }

    private static VirtualAddress address(SplittableRandom random, int number, boolean ipv6) {
        if (random.nextInt(5) == 0) {
            return new VirtualAddress.FirewallMark(number, ipv6);
        }
        Protocol protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        Endpoint endpoint =
                new Endpoint(ipv6 ? "2001:db8::" + number : "192.0.2." + number, 1 + random.nextInt(65_535));
        return new VirtualAddress.Socket(protocol, endpoint);
    }

    private static Row row(SplittableRandom random, Endpoint endpoint) {
        long connections = count(random);
        return new Row(
                new DestinationSpec(
                        endpoint,
                        METHODS.get(random.nextInt(METHODS.size())),
                        new Weight(random.nextInt(65_536)),
                        new Thresholds(random.nextInt(100_000), random.nextInt(100))),
                new ConnectionCounts(now(random), now(random), now(random), connections),
                new Traffic(connections, count(random), count(random), count(random), count(random)));
    }

    /** Connections at this moment: the kernel counts them in an {@code int}. */
    private static long now(SplittableRandom random) {
        return count(random) >> 1;
    }

    /** Of any number of digits. */
    private static long count(SplittableRandom random) {
        return random.nextLong(4_000_000_000L) >> random.nextInt(32);
    }
}
