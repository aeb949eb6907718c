package dev.headroom.ma2scf.planted.cycle.two;

import dev.headroom.ma2scf.planted.cycle.one.One;
import java.util.List;

/** The other half of the cycle. */
public record Two(List<One> others) {
    public Two {
        others = List.copyOf(others);
    }
}
