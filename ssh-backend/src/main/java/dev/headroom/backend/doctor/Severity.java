package dev.headroom.backend.doctor;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** Clients lose connections or get no answer, now or at the next failure of a host. */
    OUTAGE_RISK("outage risk"),
    /** Something that Headroom is told to do will fail. */
    WILL_NOT_WORK("will not work"),
    /** The host told nothing of this, so it may be in order or not. */
    NOT_ASKED("could not be asked"),
    /** It works, but less well than it could. */
    ADVICE("advice"),
    /** It could not be read, so it may be in order or not. */
    UNKNOWN("unknown"),
    FINE("fine");

    private final String words;

    Severity(String words) {
        this.words = words;
    }

    /** As an operator reads it. */
    public String words() {
        return words;
    }
}
