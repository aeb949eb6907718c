package dev.headroom.ma2scf.plan;

/** Why a plan exists. */
public enum PlanKind {
    /** A service is overloaded: it takes a loan. */
    BORROW,
    /** A server of the service failed: a loan elsewhere, the dead destinations quiesced. */
    FAILOVER,
    /** The borrower needs a loan no more. */
    GIVE_BACK,
    /** The lender needs its capacity now. */
    RECALL,
    /** A server is in maintenance: loans on it end, and its home containers get no new clients. */
    EVACUATE,
    /** Loans of others are in the way of a service that is short: one moves or ends. */
    MAKE_ROOM,
    /** Loans that run carry too much or too little beside the homes: their weights change. */
    BALANCE,
    /** A failed server is back: its home containers get their weight again. */
    RESTORE,
    /** Takes back the finished steps of a plan that failed or was halted. */
    UNDO
}
