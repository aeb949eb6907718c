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
    private static final double MEMORY_PER_CONNECTION = 120_000;

    private final ContainerDescription description;
    private final List<IpvsDestination> flows = new ArrayList<>();
    private ContainerState state = ContainerState.STOPPED;
    private boolean listening;
    private long nextChange;
    private int pid;
    private double cpuSeconds;

    SimulatedContainer(ContainerDescription description) {
        this.description = description;
    }

    ContainerDescription description() {
        return description;
    }

    ContainerState state() {
        return state;
    }

    /** Whether clients get an answer. */
    boolean listening() {
        return listening;
    }

    /** Of its init process, while it runs. */
    int pid() {
        return pid;
    }

    /** Processor time since it was started. */
    double cpuSeconds() {
        return cpuSeconds;
    }

    long memory() {
        return description.memory() + (long) (waiting() * MEMORY_PER_CONNECTION);
    }

    /** The destinations, in any table or just removed from one, whose connections it has. */
    List<IpvsDestination> flows() {
        return flows;
    }

    double waiting() {
        return flows.stream().mapToDouble(IpvsDestination::active).sum();
    }

    boolean isRunning() {
        return state == ContainerState.RUNNING;
    }

    /** It was started long ago. */
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

    /** Power gone. */
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
            case RUNNING -> listening = true;
            case STOPPING -> drop();
            case STOPPED, FROZEN, FAILED, UNKNOWN -> {}
        }
    }

    /** A destination that gives it connections from now on. */
    void join(IpvsDestination destination) {
        if (!flows.contains(destination)) {
            flows.add(destination);
        }
    }

    /** Forgets destinations that have no connections left. */
    void prune() {
        flows.removeIf(d -> d.active() < 1e-9);
    }

    /** It got processor time. */
    void ran(double seconds) {
        cpuSeconds += seconds;
    }
}
