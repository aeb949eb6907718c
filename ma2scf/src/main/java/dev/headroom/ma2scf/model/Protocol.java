package dev.headroom.ma2scf.model;

/** Transport protocol of a virtual service. */
public enum Protocol {
    TCP,
    UDP,
    SCTP
}
