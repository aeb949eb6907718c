package dev.headroom.planted.cycle.two;

import dev.headroom.planted.cycle.one.First;
import java.util.List;

/** Knows the first. */
public record Second(List<First> firsts) {
    /** Knows it in its code, too. */
    public Second {
        firsts = List.of(firsts.toArray(First[]::new));
    }
}
