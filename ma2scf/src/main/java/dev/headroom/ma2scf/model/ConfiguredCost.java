package dev.headroom.ma2scf.model;

/**
 * What the operator says that a service costs, for the time when it cannot be measured; 0 where nothing is said.
 *
 * @param cpu cores for each connection a second
 * @param network bytes a second for each connection a second, both directions together
 * @param footprint bytes of memory that a container takes whatever its load
 */
public record ConfiguredCost(double cpu, double network, long footprint) {
    public static final ConfiguredCost NONE = new ConfiguredCost(0, 0, 0);

    public ConfiguredCost {
        Quantities.notNegative("unit cost in cores", cpu);
        Quantities.notNegative("unit cost in bytes", network);
        Quantities.notNegative("footprint", (double) footprint);
    }
}
