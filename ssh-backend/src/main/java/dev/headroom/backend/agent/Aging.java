package dev.headroom.backend.agent;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How long a reading of a host counts as fresh: {@code usual} and the pause that the host was promised, or three times as long as the
 * host's last report took, and then 45 s at most.
 *
 * @param usual how long a reading of a host with fast reports is fresh
 * @param failures why the last attempt to read a host failed; the map may change, each call reads it anew
 * @param delays how long the last report of each host took; the map may change, each call reads it anew
 * @param pauses how much longer than the interval each host was left in peace after its last report; absent where not
 */
record Aging(
        Duration usual,
        Instant now,
        Map<HostId, String> failures,
        Map<HostId, Duration> delays,
        Map<HostId, Duration> pauses) {
    private static final Duration LONGEST = Duration.ofSeconds(45);

    /** The reading as of now: a fresh one that was not renewed in time becomes stale and keeps its value. */
    <T> Reading<T> aged(HostId host, Reading<T> reading) {
        Optional<String> failure = Optional.ofNullable(failures.get(host));
        return switch (reading) {
            case Reading.Fresh<T>(T value, Instant at)
            when isOld(host, at) -> new Reading.Stale<>(value, at, failure.orElse(late(host)));
            case Reading.Fresh<T> fresh -> fresh;
            case Reading.Stale<T>(T value, Instant at, String reason) ->
                new Reading.Stale<>(value, at, failure.orElse(reason));
            case Reading.Missing<T>(String reason) -> new Reading.Missing<>(failure.orElse(reason));
        };
    }

    boolean isOld(HostId host, Instant at) {
        return Duration.between(at, now).compareTo(of(host)) > 0;
    }

    private Duration of(HostId host) {
        Duration slow = delays.getOrDefault(host, Duration.ZERO).multipliedBy(3);
        Duration most = longer(usual, LONGEST);
        Duration asked = usual.plus(pauses.getOrDefault(host, Duration.ZERO));
        return longer(asked, slow.compareTo(most) > 0 ? most : slow);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private String late(HostId host) {
        return "%s has not reported for more than %d s.".formatted(host.name(), of(host).toSeconds());
    }
}
