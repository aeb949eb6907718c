package dev.headroom.console.cli;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.inventory.ClusterFile;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits for an observation that is worth printing once. */
final class Observations {
    /** Connecting to a host that does not answer takes this long until it counts as unreachable. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Observations() {}

    /** The first observation in which every host was read twice (rates need two readings), or was given up. */
    static Observation settled(BlockingQueue<Observation> observations, ClusterFile file) throws InterruptedException {
        long deadline = System.nanoTime()
                + PATIENCE.plus(file.interval().multipliedBy(2)).toNanos();
        Observation last = observations.take();
        while (System.nanoTime() < deadline && !isSettled(last)) {
            Observation next = observations.poll(1, TimeUnit.SECONDS);
            if (next != null) {
                last = next;
            }
        }
        return last;
    }

    private static boolean isSettled(Observation observation) {
        boolean tried = observation.hosts().stream().noneMatch(h -> h.state() == HostStatus.State.CONNECTING);
        boolean measured = observation.snapshot().servers().stream()
                .filter(s ->
                        missing(observation).stream().noneMatch(h -> h.host().equals(s.id())))
                .allMatch(s -> s.load().fresh().isPresent());
        boolean asked = !missing(observation).isEmpty()
                || observation.snapshot().services().stream()
                        .allMatch(s -> s.demand().fresh().isPresent());
        return tried && measured && asked;
    }

    static List<HostStatus> missing(Observation observation) {
        return observation.hosts().stream()
                .filter(h -> h.state() != HostStatus.State.CONNECTED)
                .toList();
    }

    static String sentences(List<HostStatus> hosts) {
        return hosts.stream()
                .map(h -> h.sentence().isEmpty()
                        ? "%s (%s) did not answer in time.".formatted(h.host().name(), h.address())
                        : h.sentence())
                .collect(Collectors.joining(System.lineSeparator() + "headroom: "));
    }
}
