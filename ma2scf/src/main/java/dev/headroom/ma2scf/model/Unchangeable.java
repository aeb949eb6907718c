package dev.headroom.ma2scf.model;

/**
 * A service of which no command may change the table of one director now.
 *
 * @param why one sentence that names the director
 */
public record Unchangeable(ServiceId service, String why) {}
