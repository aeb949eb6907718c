package dev.headroom.console.frame;

import dev.headroom.backend.control.CountingReadings;
import dev.headroom.backend.control.Observation;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The age of what is shown: the age of the oldest reading that counts. The core judges which readings count; one that
 * is too old for decisions does not.
 */
final class AgeBadge {
    private AgeBadge() {}

    /** @param out how many hosts are not read and in maintenance */
    static Badge of(Observation observation, long out, Instant now) {
        ClusterSnapshot snapshot = observation.snapshot();
        if (snapshot.revision() == 0) {
            return new Badge("Waiting for readings", Tone.MUTED);
        }
        Optional<Instant> oldest = CountingReadings.oldest(snapshot);
        if (oldest.isEmpty()) {
            return new Badge("Nothing is read", Tone.DANGER);
        }
        Duration age = Duration.between(oldest.get(), now);
        if (!observation.holdsAt(now)) {
            return new Badge("Old " + TimeText.length(age), Tone.ATTENTION);
        }
        int missing = CountingReadings.all(snapshot).size()
                - CountingReadings.hosts(snapshot).size();
        return missing == 0
                ? new Badge("Live " + TimeText.length(age), Tone.SUCCESS)
                : new Badge(
                        "Live %s, %s not read".formatted(TimeText.length(age), NumberText.whole(missing)),
                        missing == out ? Tone.NEUTRAL : Tone.ATTENTION);
    }
}
