package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServerDefinition;
import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Two directors, one server and one service, and reports of them. */
abstract class AssemblerFixture {
    static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    static final DirectorId LB1 = new DirectorId("lb1");
    static final DirectorId LB2 = new DirectorId("lb2");
    static final ServerId RS1 = new ServerId("rs1");
    static final ServiceId WEB = new ServiceId("web");
    static final VirtualAddress VIP = new VirtualAddress.Socket(Protocol.TCP, new Endpoint("10.99.0.100", 80));
    static final Endpoint RIP = new Endpoint("10.99.0.211", 80);
    static final long MEGABYTE = 1 << 20;

    final SnapshotAssembler assembler = new SnapshotAssembler(
            new ClusterDefinition(
                    List.of(LB1, LB2),
                    List.of(new ServerDefinition(RS1, new ZoneId("rack-a"), true)),
                    List.of(new ServiceDefinition(new ServiceSpec(WEB, VIP, 1, 2), new ContainerPattern("web-*")))),
            Duration.ofSeconds(5));

    Assembly play(HostReport... reports) {
        return play(assembler.first(START), reports);
    }

    Assembly play(Assembly from, HostReport... reports) {
        Assembly assembly = from;
        for (HostReport report : reports) {
            assembly = assembler.next(assembly, List.of(report), report.at());
        }
        return assembly;
    }

    static Reading<Demand> demand(Assembly assembly) {
        return assembly.snapshot().service(WEB).orElseThrow().demand();
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static DirectorReport director(DirectorId id, int second, long connections, long active) {
        return directorAt(id, Duration.ofSeconds(second), connections, active);
    }

    static DirectorReport directorAt(DirectorId id, Duration after, long connections, long active) {
        IpvsTable.Destination destination = new IpvsTable.Destination(
                new DestinationSpec(RIP, new ForwardingMethod.DirectRouting(), new Weight(1), Thresholds.NONE),
                new ConnectionCounts(active, 0, 0, connections));
        IpvsTable.Service service =
                new IpvsTable.Service(VIP, Scheduler.of("wrr"), Duration.ZERO, connections, List.of(destination));
        return new DirectorReport(
                id,
                START.plus(after),
                Duration.ofHours(1).plus(after),
                new IpvsTable(List.of(service)),
                SyncDaemon.NONE,
                Map.of());
    }
}
