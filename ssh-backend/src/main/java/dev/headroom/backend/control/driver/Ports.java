package dev.headroom.backend.control.driver;

/**
 * The ports of the master, which closes none of them.
 *
 * @param lease without it no plan begins and no command is sent
 * @param ledger written before the effects that depend on it
 */
public record Ports(
        ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink, Lease lease, Ledger ledger) {

    /** Ports with a ledger that keeps nothing. */
    public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink, Lease lease) {
        this(observer, executor, journal, sink, lease, Ledger.FORGETFUL);
    }

    /** Ports with a ledger that keeps nothing and a lease that is always held. */
    public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink) {
        this(observer, executor, journal, sink, Lease.UNCONTESTED);
    }
}
