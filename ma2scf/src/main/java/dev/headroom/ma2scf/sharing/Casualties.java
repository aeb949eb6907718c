package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A snapshot as it would look if servers had just died: not read any more, and no director can connect to them. */
final class Casualties {
    private Casualties() {}

    static ClusterSnapshot of(ClusterSnapshot snapshot, Set<ServerId> dead) {
        Map<ProbeTarget, ProbeResult> silent = new TreeMap<>();
        snapshot.servers().stream()
                .filter(server -> dead.contains(server.id()))
                .flatMap(server -> server.knownContainers().stream())
                .map(Container::role)
                .flatMap(role -> role.serving().flatMap(snapshot::service).stream()
                        .flatMap(service -> role.servingAt().flatMap(service::probeOf).stream()))
                .forEach(target -> silent.put(target, ProbeResult.SILENT));
        return new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors().stream()
                        .map(director ->
                                new Director(director.id(), director.table().map(table -> probed(table, silent))))
                        .toList(),
                snapshot.servers().stream()
                        .map(server -> dead.contains(server.id()) ? dead(server, snapshot) : server)
                        .toList(),
                snapshot.services());
    }

    private static DirectorTable probed(DirectorTable table, Map<ProbeTarget, ProbeResult> silent) {
        Map<ProbeTarget, ProbeResult> probes = new TreeMap<>(table.probes());
        probes.putAll(silent);
        return table.withProbes(probes);
    }

    private static RealServer dead(RealServer server, ClusterSnapshot snapshot) {
        return new RealServer(
                server.id(),
                server.zone(),
                server.lends(),
                stale(server.load(), snapshot),
                stale(server.containers(), snapshot));
    }

    private static <T> Reading<T> stale(Reading<T> reading, ClusterSnapshot snapshot) {
        return reading.lastKnown()
                .<Reading<T>>map(value -> new Reading.Stale<>(value, snapshot.takenAt(), "rehearsed"))
                .orElse(reading);
    }
}
