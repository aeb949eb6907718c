package dev.headroom.simulation;

import dev.headroom.simulation.ClusterDescription.ServerDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One simulated real server. Owned by the cluster's lock. */
final class SimulatedServer {
    /** What a machine takes for itself, of one core. */
    static final double OWN_CORES = 0.03;

    private static final int FIRST_PID = 1_200;
    private static final int PID_STEP = 37;
    private static final int REQUEST_BYTES = 700;
    private static final int RESPONSE_BYTES = 9_000;

    private final ServerDescription description;
    private final SortedMap<String, SimulatedContainer> containers = new TreeMap<>();
    /** What starts for loans have left, by container; gone after a reboot. */
    private final Map<String, String> marks = new TreeMap<>();

    private final HostLife life;
    private int lastPid = FIRST_PID;
    private double busySeconds;
    private double lastUtilization;
    private double answered;

    SimulatedServer(ServerDescription description) {
        this.description = description;
        this.life = new HostLife(description.cores());
        description.containers().forEach(c -> containers.put(c.name(), new SimulatedContainer(c)));
    }

    ServerDescription description() {
        return description;
    }

    HostLife life() {
        return life;
    }

    List<SimulatedContainer> containers() {
        return List.copyOf(containers.values());
    }

    Optional<SimulatedContainer> container(String name) {
        return Optional.ofNullable(containers.get(name));
    }

    /** Processor use in the last tick, 0..1. */
    double utilization() {
        return lastUtilization;
    }

    /** Core seconds used since it booted. */
    double busySeconds() {
        return busySeconds;
    }

    long receivedBytes() {
        return (long) (answered * REQUEST_BYTES);
    }

    long sentBytes() {
        return (long) (answered * RESPONSE_BYTES);
    }

    long usedMemory() {
        return description.memory() / 20
                + containers.values().stream()
                        .filter(SimulatedContainer::isRunning)
                        .mapToLong(SimulatedContainer::memory)
                        .sum();
    }

    /** Containers that start by themselves did so long ago. */
    void began() {
        for (SimulatedContainer container : containers.values()) {
            if (container.description().home()) {
                lastPid += PID_STEP;
                container.began(lastPid);
            }
        }
    }

    void start(SimulatedContainer container, long now) {
        lastPid += PID_STEP;
        container.start(now, lastPid);
    }

    Map<String, String> marks() {
        return marks;
    }

    void boot(long now) {
        life.boot(now);
        busySeconds = 0;
        answered = 0;
        lastPid = FIRST_PID;
        containers.values().stream().filter(c -> c.description().home()).forEach(c -> start(c, now));
    }

    void drop() {
        containers.values().forEach(SimulatedContainer::drop);
        marks.clear();
        lastUtilization = 0;
    }

    void worked(double coreSeconds, double seconds) {
        double all = Math.min(coreSeconds + OWN_CORES * seconds, description.cores() * seconds);
        busySeconds += all;
        lastUtilization = all / (description.cores() * seconds);
    }

    void rested() {
        lastUtilization = 0;
    }

    void answered(double connections) {
        answered += connections;
    }
}
