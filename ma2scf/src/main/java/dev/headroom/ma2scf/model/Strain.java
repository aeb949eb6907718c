package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What shows that a server or a container gets less than it asks for. It tells whether, and not how much is missing: pressure is near 0
 * both at 10 % and at 60 % use. What is empty is not known.
 *
 * @param cpu pressure on the processors
 * @param memory pressure on the memory
 * @param io pressure on disks and other devices
 * @param throttled of a container: the share of the quota's periods, within 0..1, in which it had used its CPU quota up and waited
 * @param overflows connections a second that were dropped because the queue of those to accept was full
 * @param drops connections a second that listening sockets dropped, for that or another cause
 * @param age how much older than the reading that it is a part of
 * @param sources the files on the server that it was read from
 */
public record Strain(
        Optional<Pressure> cpu,
        Optional<Pressure> memory,
        Optional<Pressure> io,
        Optional<Double> throttled,
        Optional<Double> overflows,
        Optional<Double> drops,
        Duration age,
        List<String> sources) {
    /** Nothing is known. */
    public static final Strain UNKNOWN = new Strain(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            List.of());

    public Strain {
        throttled.ifPresent(share -> Quantities.notNegative("throttled share", share));
        overflows.ifPresent(rate -> Quantities.notNegative("rate of dropped connections", rate));
        drops.ifPresent(rate -> Quantities.notNegative("rate of drops", rate));
        if (age.isNegative()) {
            throw new IllegalArgumentException("The age (%s) must not be negative.".formatted(age));
        }
        sources = List.copyOf(sources);
    }

    /** The same, read that much earlier than the reading that it is a part of. */
    public Strain aged(Duration older) {
        return new Strain(cpu, memory, io, throttled, overflows, drops, older, sources);
    }
}
