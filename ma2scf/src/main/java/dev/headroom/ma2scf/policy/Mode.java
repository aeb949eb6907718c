package dev.headroom.ma2scf.policy;

/** How much the control loop may do by itself, least first. */
public enum Mode {
    /** Looks and says what it would do; no command that changes anything can be sent. */
    WATCH,
    /** Proposes; an operator approves each plan. */
    MANUAL,
    /** Approves its own proposals. */
    AUTOMATIC;

    /** The more careful of the two. */
    public Mode atMost(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
