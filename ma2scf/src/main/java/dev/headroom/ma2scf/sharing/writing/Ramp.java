package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.Weight;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights that a newcomer gets one after the other. A scheduler that levels connections sends a new, empty destination
 * everything until it is level; with a quarter of its weight first, it is level at a quarter. See decision 0007.
 */
final class Ramp {
    private static final int FACTOR = 4;

    private Ramp() {}

    /**
     * Rising, the last is {@code full}; a weight below 1 cannot be given, so a small weight has a short ramp.
     *
     * @param raises steps after the first; at least 0
     */
    static List<Weight> to(Weight full, int raises) {
        List<Weight> falling = new ArrayList<>(List.of(full));
        while (falling.size() <= raises && falling.getLast().value() >= FACTOR) {
            falling.add(new Weight(falling.getLast().value() / FACTOR));
        }
        return List.copyOf(falling.reversed());
    }
}
