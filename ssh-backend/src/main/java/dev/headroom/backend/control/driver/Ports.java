package dev.headroom.backend.control.driver;

/**
 * The ports of the master, which closes none of them.
 *
 * @param lease the right to use the state folder: without it no plan begins and no command is sent
 * @param ledger written before the effects that depend on it
 * @param hosts the right to change the hosts: without it no command is sent
 */
public record Ports(
        ClusterObserver observer,
        StepExecutor executor,
        Journal journal,
        StateSink sink,
        Lease lease,
        Ledger ledger,
        HostsLease hosts) {

    /** Ports with a ledger that keeps nothing. */
    public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink, Lease lease) {
        this(observer, executor, journal, sink, lease, Ledger.FORGETFUL, HostsLease.NONE);
    }

    /** Ports with a ledger that keeps nothing and a lease that is always held. */
    public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink) {
        this(observer, executor, journal, sink, Lease.UNCONTESTED);
    }
}
