package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The installations that want to drive one cluster, one or two, each with its operator. What one has started or quiesced only it
 * may take back, so in the end the operators hand the lease to and fro until nothing is left. One thread. See
 * decision 0003.
 */
final class Consoles implements AutoCloseable {
    /** The other one has had nothing to take back for so long. */
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** After so long an operator takes over though the other one is not done: it may wait for what this one has to do. */
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SimulatedCluster cluster;
    private final List<Masters> all;
    private final Map<Masters, Duration> owedLast = new HashMap<>();
    private final Map<Masters, Duration> barredSince = new HashMap<>();

    Consoles(SimulatedCluster cluster, List<Masters> all) {
        this.cluster = cluster;
        this.all = List.copyOf(all);
    }

    Masters first() {
        return all.getFirst();
    }

    /** The installation of a number; the first, where there is one only. */
    Masters of(int console) {
        return all.get(console % all.size());
    }

    void start() {
        all.forEach(Masters::start);
    }

    void advance() {
        all.forEach(Masters::advance);
    }

    /** Whether one of them could act. */
    boolean able() {
        return all.stream().anyMatch(Masters::able);
    }

    /** Whether the installation of that letter could act. */
    boolean able(String letter) {
        return all.stream().anyMatch(masters -> masters.letter().equals(letter) && masters.able());
    }

    Set<ServiceId> halted() {
        Set<ServiceId> services = new HashSet<>();
        all.forEach(masters -> services.addAll(masters.halted()));
        return services;
    }

    List<String> waiting() {
        List<String> lines = new ArrayList<>();
        all.forEach(masters ->
                masters.waiting().forEach(line -> lines.add("%s: %s".formatted(masters.letter(), line))));
        return lines;
    }

    /** All is well again: who has something to take back and may not act gets the lease. */
    void handOver() {
        for (Masters masters : all) {
            if (masters.owes()) {
                owedLast.put(masters, cluster.now());
            }
            boolean waits = masters.newest().runs() && masters.owes() && masters.isBarred();
            if (!waits) {
                barredSince.remove(masters);
                continue;
            }
            Duration waited = cluster.now().minus(barredSince.computeIfAbsent(masters, _ -> cluster.now()));
            boolean idle = waited.compareTo(IDLE) > 0
                    && all.stream()
                            .filter(other -> !other.equals(masters))
                            .allMatch(other -> cluster.now()
                                            .minus(owedLast.getOrDefault(other, Duration.ZERO))
                                            .compareTo(IDLE)
                                    > 0);
            if (idle || waited.compareTo(LONG) > 0) {
                barredSince.remove(masters);
                masters.takeOver();
            }
        }
    }

    @Override
    public void close() {
        all.forEach(Masters::close);
    }
}
