package dev.headroom.ma2scf.sharing.rehearsal;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.sharing.facts.Diagnosis;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A snapshot as it would look if servers had just died: not read any more, and known to be dead. */
record Casualties(ClusterSnapshot snapshot, Set<ServerId> dead) {

    ClusterSnapshot then() {
        return new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors(),
                snapshot.servers().stream()
                        .map(server -> dead.contains(server.id()) ? dead(server) : server)
                        .toList(),
                snapshot.services());
    }

    /** As in the snapshot, but nothing on a dead server answers, whatever could be known of it. */
    SortedMap<Spot, Diagnosis> diagnoses() {
        SortedMap<Spot, Diagnosis> diagnoses = new TreeMap<>(FaultDetector.diagnoses(snapshot));
        Diagnosis silent = new Diagnosis(Diagnosis.State.SILENT, List.of("It is rehearsed."));
        diagnoses.replaceAll((spot, known) -> snapshot.containerAt(spot.service(), spot.endpoint())
                .map(Container::id)
                .filter(id -> dead.contains(id.server()))
                .map(_ -> silent)
                .orElse(known));
        return diagnoses;
    }

    private RealServer dead(RealServer server) {
        return server.with(stale(server.load()), stale(server.containers()));
    }

    private <T> Reading<T> stale(Reading<T> reading) {
        return reading.lastKnown()
                .<Reading<T>>map(value -> new Reading.Stale<>(value, snapshot.takenAt(), "rehearsed"))
                .orElse(reading);
    }
}
