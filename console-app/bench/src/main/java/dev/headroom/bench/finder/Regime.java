package dev.headroom.bench.finder;

import dev.headroom.bench.trial.Instances;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The kind of a generated problem. */
public enum Regime {
    /** The usual case: servers with some headroom, services with a deficit. */
    LENDING,
    /** All load is placed anew after every demand has changed; all CPU is asked for, and memory is nearly full. */
    HARD;

    private static final double HARD_LOAD = 1.0;
    private static final double HARD_MEMORY = 0.8;

    /** The arguments by which the solver's process generates the same problem. */
    List<String> arguments(Scale scale, long seed, double seconds) {
        List<String> arguments = new ArrayList<>(List.of(
                name().toLowerCase(Locale.ROOT),
                Long.toString(seed),
                Integer.toString(scale.servers()),
                Integer.toString(scale.services()),
                Double.toString(seconds)));
        if (this == HARD) {
            arguments.add(Double.toString(HARD_LOAD));
            arguments.add(Double.toString(HARD_MEMORY));
        }
        return arguments;
    }

    Problem problem(Scale scale, long seed) {
        return switch (this) {
            case LENDING -> Instances.lending(seed, scale.servers(), scale.services());
            case HARD -> Instances.hard(seed, scale.servers(), scale.services(), HARD_LOAD, HARD_MEMORY);
        };
    }
}
