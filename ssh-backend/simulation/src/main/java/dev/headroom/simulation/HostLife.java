package dev.headroom.simulation;

/** Whether a simulated host is up, and since when. Guarded by the cluster's lock. */
final class HostLife {
    /** The state of a host. */
    enum State {
        UP,
        DEAD,
        FROZEN,
        CUT
    }

    /** The uptime, in nanoseconds, of a host that is up when the story begins: one day. */
    private static final long EARLIER = 86_400_000_000_000L;

    private final int cores;
    private State state = State.UP;
    private final SimulatedLease leases = new SimulatedLease();
    private long booted = -EARLIER;

    HostLife(int cores) {
        this.cores = cores;
    }

    int cores() {
        return cores;
    }

    SimulatedLease leases() {
        return leases;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    void boot(long now) {
        state = State.UP;
        booted = now;
        leases.forget();
    }

    /** Whether the host serves clients. */
    boolean serves() {
        return switch (state) {
            case UP, CUT -> true;
            case DEAD, FROZEN -> false;
        };
    }

    double uptimeSeconds(long now) {
        return (now - booted) / 1e9;
    }
}
