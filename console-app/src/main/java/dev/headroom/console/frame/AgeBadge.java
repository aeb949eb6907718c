package dev.headroom.console.frame;

import dev.headroom.backend.control.Observation;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The age of what is shown: the age of the oldest reading that counts. The core judges which readings count; one that
 * is too old for decisions does not.
 */
final class AgeBadge {
    private AgeBadge() {}

    static List<HostId> all(ClusterSnapshot snapshot) {
        return Stream.<HostId>concat(
                        snapshot.directors().stream().map(director -> director.id()),
                        snapshot.servers().stream().map(server -> server.id()))
                .toList();
    }

    /** The hosts whose readings count. */
    static List<HostId> counting(ClusterSnapshot snapshot) {
        return Stream.<HostId>concat(
                        snapshot.directors().stream()
                                .filter(director -> director.table().fresh().isPresent())
                                .map(director -> director.id()),
                        snapshot.servers().stream()
                                .filter(server -> server.isMeasured())
                                .map(server -> server.id()))
                .toList();
    }

    static Badge of(Observation observation, Instant now) {
        ClusterSnapshot snapshot = observation.snapshot();
        if (snapshot.revision() == 0) {
            return new Badge("Waiting for readings", Tone.MUTED);
        }
        List<HostId> counting = counting(snapshot);
        Optional<Instant> oldest = counting.stream()
                .flatMap(host -> snapshot.readAt(host).stream())
                .min(Comparator.naturalOrder());
        if (oldest.isEmpty()) {
            return new Badge("Nothing is read", Tone.DANGER);
        }
        Duration age = Duration.between(oldest.get(), now);
        if (!observation.holdsAt(now)) {
            return new Badge("Old " + TimeText.length(age), Tone.ATTENTION);
        }
        int missing = all(snapshot).size() - counting.size();
        return missing == 0
                ? new Badge("Live " + TimeText.length(age), Tone.SUCCESS)
                : new Badge(
                        "Live %s, %s not read".formatted(TimeText.length(age), NumberText.whole(missing)),
                        Tone.ATTENTION);
    }
}
