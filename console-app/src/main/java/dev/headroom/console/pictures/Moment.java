package dev.headroom.console.pictures;

/** The states of the cluster in the pictures. The caller of {@link Pictures} provides a state for each. */
public enum Moment {
    /** Every service is within its limits. */
    CALM,
    /** A service is overloaded, and a proposal to borrow waits. */
    OVERLOADED,
    /** Watch mode; one server has failed, and the readings of one are stale. */
    TROUBLE,
    /** A plan runs: two steps are done. */
    RUNNING,
    HALTED,
    /** Another master holds the lease of the hosts, and a service is overloaded. */
    BARRED,
    /** As above; an operator has halted, and the other master has taken note. */
    BARRED_HALTED,
    FAILED,
    /** An earlier master ended while a plan ran. */
    INTERRUPTED,
    /** A loan runs, and earlier loans have been given back. */
    LENT,
    /** A host key has changed, and one host does not answer. */
    REFUSED,
    /** Two hosts answer over SSH and give no reading. */
    NOT_READ,
    /** An operator has taken a server out. */
    MAINTENANCE,
    /** A server in maintenance does not answer, and gets no clients. */
    MAINTENANCE_DEAD,
    /** A server in maintenance does not answer while it still gets new clients. */
    MAINTENANCE_TOO_EARLY,
    /** The state before the first reading. */
    EMPTY,
    /** No host sends readings any more. */
    ALL_DEAD,
    /** Most hosts were never read. */
    NEVER_READ,
    /** A service is overloaded, and no server can lend. */
    UNDECIDED,
    /** No operator has agreed to the division of the containers. */
    UNADOPTED,
    SERVERS_60,
    SERVERS_1000,
    /** Names of sixty characters. */
    LONG_NAMES
}
