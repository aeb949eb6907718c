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
    /** A failed server is back: its home containers get their weight again. */
    RESTORE,
    /** Takes back the finished steps of a plan that failed or was halted. */
    UNDO
}
