package dev.headroom.ma2scf.model;

/** What a director saw when it tried to connect to an endpoint. */
public enum ProbeResult {
    /** The connection was accepted. */
    OPEN,
    /** The host answered that nothing listens there. */
    REFUSED,
    /** No answer in time, or no route: the host is dead, frozen or cut off, as the director sees it. */
    SILENT
}
