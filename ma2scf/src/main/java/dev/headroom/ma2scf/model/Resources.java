package dev.headroom.ma2scf.model;

/**
 * Amounts of what a server has and a container needs.
 *
 * @param cpu cores
 * @param memory bytes
 * @param network bytes a second, both directions together; 0 where it was not measured
 */
public record Resources(double cpu, long memory, double network) {
    public static final Resources NONE = new Resources(0, 0, 0);

    public Resources {
        Quantities.notNegative("cpu", cpu);
        Quantities.notNegative("memory", (double) memory);
        Quantities.notNegative("network rate", network);
    }
}
