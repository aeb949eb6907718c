package dev.headroom.backend.pace;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A director, two services and their servers, each of which a test changes. */
public final class PaceFixture {
    static final Instant START = Instant.parse("2026-11-27T10:00:00Z");
    static final DirectorId LB1 = new DirectorId("lb1");
    static final ServerId RS1 = new ServerId("rs1");
    static final ServerId RS2 = new ServerId("rs2");
    static final ServiceId WEB = new ServiceId("web");
    static final ServiceId MAIL = new ServiceId("mail");
    static final Duration SECOND = Duration.ofSeconds(1);
    static final PaceRules RULES = PaceRules.of(SharingPolicy.defaults(), SECOND);
    static final List<HostId> HOSTS = List.of(LB1, RS1, RS2);

    final Map<ServerId, Double> cpu = new TreeMap<>(Map.of(RS1, 0.2, RS2, 0.3));
    final Map<ServerId, Strain> strains = new TreeMap<>();
    final Map<ServerId, Double> stolen = new TreeMap<>();
    final Map<ServiceId, Demand> demands = new TreeMap<>(Map.of(WEB, new Demand(100, 400), MAIL, new Demand(3, 9)));
    boolean standByRuns;

    /** A snapshot in which rs1 serves the web and rs2 the mail; rs2 has a stand-by container for the web. */
    public ClusterSnapshot at(Instant now) {
        return new ClusterSnapshot(
                1,
                now,
                List.of(new Director(LB1, new Reading.Fresh<>(new DirectorTable(List.of(), Map.of()), now))),
                Stream.of(RS1, RS2).map(id -> server(id, now)).toList(),
                List.of(service(WEB, now), service(MAIL, now)));
    }

    static Endpoint endpoint(ServerId id) {
        return new Endpoint("10.0.0." + id.name().substring(2), 80);
    }

    private RealServer server(ServerId id, Instant now) {
        Optional<Double> used = Optional.ofNullable(cpu.get(id));
        ContainerRole home = new ContainerRole.Home(id.equals(RS1) ? WEB : MAIL, endpoint(id));
        ContainerRole standBy = new ContainerRole.StandBy(WEB, new Endpoint("10.0.0.99", 80));
        Container own = new Container(new ContainerId(id, "home"), home, ContainerState.RUNNING, Resources.NONE, true);
        Container spare = new Container(
                new ContainerId(id, "spare"),
                standBy,
                standByRuns ? ContainerState.RUNNING : ContainerState.STOPPED,
                Resources.NONE,
                standByRuns);
        return new RealServer(
                id,
                new ZoneId("a"),
                true,
                used.<Reading<ServerLoad>>map(part -> new Reading.Fresh<>(load(id, part), now))
                        .orElseGet(() -> new Reading.Missing<>("Not read yet.")),
                new Reading.Fresh<>(id.equals(RS2) ? List.of(own, spare) : List.of(own), now));
    }

    private ServerLoad load(ServerId id, double part) {
        return new ServerLoad(
                new Resources(4, 1000, 0),
                new Resources(4 * part, 300, 0),
                Optional.ofNullable(stolen.get(id)),
                Optional.empty(),
                strains.getOrDefault(id, Strain.UNKNOWN),
                List.of());
    }

    private VirtualService service(ServiceId id, Instant now) {
        Demand demand = demands.get(id);
        return new VirtualService(
                new ServiceSpec(
                        id,
                        new VirtualAddress.Socket(
                                Protocol.TCP, new Endpoint(id.equals(WEB) ? "192.0.2.1" : "192.0.2.2", 80)),
                        1,
                        1),
                demand == null ? new Reading.Missing<>("Not read yet.") : new Reading.Fresh<>(demand, now));
    }

    static Strain pressed(double some) {
        return new Strain(
                Optional.of(new Pressure(some, Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                List.of());
    }
}
