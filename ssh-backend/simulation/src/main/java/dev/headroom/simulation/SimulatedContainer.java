package dev.headroom.simulation;

import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.simulation.ClusterDescription.ContainerDescription;
import dev.headroom.simulation.ipvs.IpvsDestination;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One container of a simulated server. Owned by the cluster's lock.
 *
 * <pre>
 * STOPPED --start--> STARTING --300 ms--> RUNNING --1.2 s--> (listening)
 *    ^                                       |
 *    +--------200 ms------- STOPPING <--stop-+
 * </pre>
 */
final class SimulatedContainer {
    private static final long START = Duration.ofMillis(300).toNanos();
    private static final long LISTEN = Duration.ofMillis(1_200).toNanos();
    private static final long STOP = Duration.ofMillis(200).toNanos();
    private static final long BRIEF = Duration.ofSeconds(3).toNanos();
    private static final long NOW = Duration.ofSeconds(6).toNanos();
    private static final double MEMORY_PER_CONNECTION = 120_000;

    private final ContainerDescription description;
    private final List<IpvsDestination> flows = new ArrayList<>();
    private ContainerState state = ContainerState.STOPPED;
    private Fault.Flaw flaw = Fault.Flaw.NONE;
    private boolean listening;
    private long nextChange;
    private int pid;
    private double cpuSeconds;
    private double overflows;
    private double accepted;

    SimulatedContainer(ContainerDescription description) {
        this.description = description;
    }

    ContainerDescription description() {
        return description;
    }

    ContainerState state() {
        return state;
    }

    /** Whether the container answers clients. */
    boolean listening() {
        return listening;
    }

    /** The process id of its init process, while it runs; else 0. */
    int pid() {
        return pid;
    }

    /** CPU seconds since it was started. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    /** Connections that found the queue of its service full since it was started. */
    long overflows() {
        return (long) overflows;
    }

    /** Connections that it has accepted since the beginning. */
    double accepted() {
        return accepted;
    }

    void accept(double connections) {
        accepted += connections;
    }

    void overflow(double connections) {
        overflows += connections;
    }

    long memory() {
        return description.memory() + (long) (waiting() * MEMORY_PER_CONNECTION);
    }

    /** The destinations, in any table or just removed from one, that have connections to this container. */
    List<IpvsDestination> flows() {
        return flows;
    }

    double waiting() {
        return flows.stream().mapToDouble(IpvsDestination::active).sum();
    }

    boolean isRunning() {
        return state == ContainerState.RUNNING;
    }

    /** Sets the container to running since long before the story. */
    void began(int oldPid) {
        state = ContainerState.RUNNING;
        listening = true;
        pid = oldPid;
    }

    void start(long now, int newPid) {
        if (state == ContainerState.STOPPED) {
            state = ContainerState.STARTING;
            pid = newPid;
            cpuSeconds = 0;
            overflows = 0;
            nextChange = now + START;
        }
    }

    void stop(long now) {
        if (state == ContainerState.RUNNING || state == ContainerState.STARTING) {
            state = ContainerState.STOPPING;
            listening = false;
            nextChange = now + STOP;
        }
    }

    /** Stops the container at once: the server's power failed. */
    void drop() {
        state = ContainerState.STOPPED;
        listening = false;
        pid = 0;
        flows.forEach(IpvsDestination::lose);
        flows.clear();
    }

    void tick(long now) {
        if (now < nextChange) {
            return;
        }
        switch (state) {
            case STARTING -> {
                state = ContainerState.RUNNING;
                nextChange = now + LISTEN;
            }
            case RUNNING -> run(now);
            case STOPPING -> drop();
            case STOPPED, FROZEN, FAILED, UNKNOWN -> {}
        }
    }

    private void run(long now) {
        switch (flaw) {
            case NONE, DOES_NOT_START -> listening = true;
            case DIES -> drop();
            case DEAF -> listening = false;
            case LISTENS_BRIEFLY -> listening = now < nextChange + BRIEF;
            case LISTENS_NOW_AND_THEN -> listening = (now - nextChange) % (2 * NOW) < NOW;
        }
    }

    /** What is wrong with it from now on; a container that listens goes on until it is started anew. */
    void flaw(Fault.Flaw next) {
        flaw = next;
    }

    Fault.Flaw flaw() {
        return flaw;
    }

    /** Adds a destination whose connections this container serves from now on. */
    void join(IpvsDestination destination) {
        if (!flows.contains(destination)) {
            flows.add(destination);
        }
    }

    /** Forgets destinations without connections. */
    void prune() {
        flows.removeIf(d -> d.active() < 1e-9);
    }

    /** Adds CPU seconds that the container used. */
    void ran(double seconds) {
        cpuSeconds += seconds;
    }
}
