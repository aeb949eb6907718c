package dev.headroom.backend.json;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every kind of value that a snapshot can hold; the whole need not make sense as a cluster. */
final class AnySnapshot {
    private AnySnapshot() {}

    static Arbitrary<ClusterSnapshot> any() {
        return Combinators.combine(
                        Arbitraries.longs().greaterOrEqual(0),
                        instants(),
                        directors().list().uniqueElements(Director::id).ofMaxSize(2),
                        servers().list().uniqueElements(RealServer::id).ofMaxSize(3),
                        services().list().uniqueElements(VirtualService::id).ofMaxSize(3))
                .as(ClusterSnapshot::new);
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withCharRange('a', 'e')
                .withChars('0', '9', 'Z')
                .ofLength(1)
                .flatMap(first -> Arbitraries.strings()
                        .withCharRange('a', 'c')
                        .withChars('.', '_', '-', 'Q')
                        .ofMaxLength(6)
                        .map(rest -> first + rest));
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(0, 4_000_000_000_000_000L)
                .map(micros -> Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000));
    }

    private static Arbitrary<Double> amounts() {
        return Arbitraries.doubles().between(0, 1e15);
    }

    private static Arbitrary<Long> counts() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static <T> Arbitrary<Reading<T>> readings(Arbitrary<T> values) {
        return Arbitraries.oneOf(
                Combinators.combine(values, instants()).as(Reading.Fresh::new),
                Combinators.combine(values, instants(), texts()).as(Reading.Stale::new),
                texts().map(Reading.Missing::new));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.strings().all().excludeChars('\uFFFF').ofMaxLength(8);
    }

    private static Arbitrary<Endpoint> endpoints() {
        return Combinators.combine(
                        Arbitraries.of("10.0.0.1", "192.0.2.255", "fd00::1", "::"),
                        Arbitraries.integers().between(0, 65_535))
                .as(Endpoint::new);
    }

    private static Arbitrary<ProbeTarget> targets() {
        return Combinators.combine(Arbitraries.of(Protocol.class), endpoints().filter(e -> e.port() > 0))
                .as(ProbeTarget::new);
    }

    private static Arbitrary<Traffic> traffic() {
        Arbitrary<Duration> times = Arbitraries.longs().between(0, 1_000_000).map(Duration::ofMillis);
        return Combinators.combine(amounts(), amounts(), times, times.optional())
                .as(Traffic::new);
    }

    private static Arbitrary<VirtualAddress> addresses() {
        return Arbitraries.oneOf(
                Combinators.combine(Arbitraries.of(Protocol.class), endpoints()).as(VirtualAddress.Socket::new),
                Combinators.combine(Arbitraries.longs().between(1, 0xFFFF_FFFFL), Arbitraries.of(true, false))
                        .as(VirtualAddress.FirewallMark::new));
    }

    private static Arbitrary<ForwardingMethod> methods() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        new ForwardingMethod.DirectRouting(),
                        new ForwardingMethod.Masquerading(),
                        new ForwardingMethod.Local()),
                Combinators.combine(
                                Arbitraries.of(ForwardingMethod.TunnelType.class),
                                Arbitraries.integers().between(0, 65_535),
                                Arbitraries.of(ForwardingMethod.TunnelChecksum.class))
                        .as(ForwardingMethod.Tunneling::new));
    }

    private static Arbitrary<Destination> destinations() {
        Arbitrary<Weight> weights = Arbitraries.integers().greaterOrEqual(0).map(Weight::new);
        Arbitrary<Integer> limits = Arbitraries.integers().greaterOrEqual(0);
        Arbitrary<Thresholds> thresholds = Combinators.combine(limits, limits).as(Thresholds::new);
        Arbitrary<DestinationSpec> specs =
                Combinators.combine(endpoints(), methods(), weights, thresholds).as(DestinationSpec::new);
        Arbitrary<ConnectionCounts> connections = Combinators.combine(
                        counts(), counts(), counts(), counts(), Arbitraries.of(true, false))
                .as(ConnectionCounts::new);
        return Combinators.combine(specs, connections, amounts(), traffic().optional())
                .as(Destination::new);
    }

    private static Arbitrary<Director> directors() {
        Arbitrary<Scheduler> schedulers = Combinators.combine(
                        Arbitraries.of("wrr", "wlc", "sh", "mh"),
                        Arbitraries.of("sh-port", "sh-fallback").set())
                .as(Scheduler::new);
        Arbitrary<TableEntry> entries = Combinators.combine(
                        addresses(),
                        schedulers,
                        Arbitraries.integers().between(0, 100_000).map(Duration::ofSeconds),
                        destinations()
                                .list()
                                .uniqueElements(Destination::endpoint)
                                .ofMaxSize(3))
                .as(TableEntry::new);
        Arbitrary<NotUnderstood> unread = Combinators.combine(
                        addresses().optional(), endpoints().optional(), texts(), texts())
                .as(NotUnderstood::new);
        Arbitrary<DirectorTable> tables = Combinators.combine(
                        entries.list().ofMaxSize(2),
                        unread.list().ofMaxSize(2),
                        Arbitraries.maps(targets(), Arbitraries.of(ProbeResult.class))
                                .ofMaxSize(3),
                        Arbitraries.integers().between(0, 1_000).map(Duration::ofSeconds))
                .as(DirectorTable::new);
        return Combinators.combine(names().map(DirectorId::new), readings(tables))
                .as(Director::new);
    }

    private static Arbitrary<Resources> resources() {
        return Combinators.combine(amounts(), counts(), amounts()).as(Resources::new);
    }

    private static Arbitrary<ContainerRole> roles() {
        Arbitrary<ServiceId> ids = names().map(ServiceId::new);
        return Arbitraries.oneOf(
                Combinators.combine(ids, endpoints()).as(ContainerRole.Home::new),
                Combinators.combine(ids, endpoints()).as(ContainerRole.StandBy::new),
                Arbitraries.just(new ContainerRole.Unrelated()));
    }

    private static Arbitrary<Strain> strains() {
        Arbitrary<Optional<Pressure>> pressures = Combinators.combine(
                        amounts(), amounts().optional())
                .as(Pressure::new)
                .optional();
        return Combinators.combine(
                        pressures,
                        pressures,
                        pressures,
                        amounts().optional(),
                        amounts().optional(),
                        amounts().optional(),
                        Arbitraries.integers().between(0, 100_000).map(Duration::ofMillis),
                        texts().list().ofMaxSize(2))
                .as(Strain::new);
    }

    private static Arbitrary<RealServer> servers() {
        Arbitrary<ServerId> ids = names().map(ServerId::new);
        Arbitrary<Container> containers = Combinators.combine(
                        Combinators.combine(ids, names()).as(ContainerId::new),
                        roles(),
                        Arbitraries.of(ContainerState.class),
                        resources(),
                        Arbitraries.of(true, false),
                        Arbitraries.just(ContainerEvidence.NONE),
                        strains())
                .as(Container::new);
        Arbitrary<ServerLoad> loads = Combinators.combine(
                        resources().filter(r -> r.cpu() > 0),
                        resources(),
                        amounts().optional(),
                        amounts().optional(),
                        strains(),
                        texts().list().ofMaxSize(2))
                .as(ServerLoad::new);
        Arbitrary<List<Container>> lists = containers.list().ofMaxSize(3);
        return Combinators.combine(
                        ids,
                        names().map(ZoneId::new),
                        Arbitraries.of(true, false),
                        readings(loads),
                        readings(lists),
                        names().optional())
                .as(RealServer::new);
    }

    private static Arbitrary<VirtualService> services() {
        Arbitrary<Demand> demands = Combinators.combine(amounts(), counts()).as(Demand::new);
        return Combinators.combine(
                        names().map(ServiceId::new),
                        addresses(),
                        Arbitraries.integers().between(1, 9),
                        Arbitraries.integers().between(0, 9),
                        readings(demands))
                .as(VirtualService::new);
    }
}
