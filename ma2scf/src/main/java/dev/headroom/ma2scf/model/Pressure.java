package dev.headroom.ma2scf.model;

import java.util.Optional;

/**
 * The kernel's pressure stall information on one resource: shares of the last 10 s, within 0..1.
 *
 * @param some of the time in which at least one process waited for the resource
 * @param full of the time in which all waited at once; empty where the kernel does not tell
 */
public record Pressure(double some, Optional<Double> full) {
    public Pressure {
        Quantities.notNegative("pressure", some);
        full.ifPresent(all -> Quantities.notNegative("full pressure", all));
    }
}
