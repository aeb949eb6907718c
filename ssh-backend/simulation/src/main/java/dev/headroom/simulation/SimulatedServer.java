package dev.headroom.simulation;

import dev.headroom.simulation.ClusterDescription.ServerDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One simulated real server. Guarded by the cluster's lock. */
final class SimulatedServer {
    /** The CPU time that the server itself uses, in cores. */
    static final double OWN_CORES = 0.03;

    private static final int FIRST_PID = 1_200;
    private static final int PID_STEP = 37;
    private static final int REQUEST_BYTES = 700;
    private static final int RESPONSE_BYTES = 9_000;

    private final ServerDescription description;
    private final SortedMap<String, SimulatedContainer> containers = new TreeMap<>();
    /** The marks of starts for loans, by container; a reboot removes them. */
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

    /** CPU utilization in the last tick, 0..1. */
    double utilization() {
        return lastUtilization;
    }

    /** Core seconds used since the server booted. */
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

    /** Sets the home containers to running since long before the story. */
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
