package dev.headroom.console.pictures;

/** What the cluster of a picture goes through. Whoever has the pictures drawn brings a state for each. */
public enum Moment {
    /** All is well. */
    CALM,
    /** A service is overloaded and a proposal to borrow waits. */
    OVERLOADED,
    /** Watch mode; one server has failed and one is stale. */
    TROUBLE,
    /** A plan runs: two steps are done. */
    RUNNING,
    HALTED,
    FAILED,
    /** A master before this one ended in the middle of a plan. */
    INTERRUPTED,
    /** A loan runs, and others have been given back. */
    LENT,
    /** A host key has changed, and one host does not answer. */
    REFUSED,
    /** Nothing has been read yet. */
    EMPTY,
    /** No host sends readings any more. */
    ALL_DEAD,
    /** Most hosts were never read. */
    NEVER_READ,
    /** Overloaded, and every server says no. */
    UNDECIDED,
    /** Before an operator agreed to how the containers are divided. */
    UNADOPTED,
    SERVERS_60,
    SERVERS_1000,
    /** Names of sixty characters. */
    LONG_NAMES
}
