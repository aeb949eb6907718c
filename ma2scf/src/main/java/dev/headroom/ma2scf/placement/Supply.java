package dev.headroom.ma2scf.placement;

import java.util.List;

/**
 * What one server can lend.
 *
 * @param lendable of each resource that is used in proportion to load, such as cores; finite, at least 0
 * @param room of each resource that a container takes whatever its load, such as memory and slots; finite, at least 0
 * @param zone its failure domain, counted from 0
 */
public record Supply(List<Double> lendable, List<Double> room, int zone) {
    public Supply {
        lendable = List.copyOf(lendable);
        room = List.copyOf(room);
        Amounts.finiteNotNegative("lendable", lendable);
        Amounts.finiteNotNegative("room", room);
        if (zone < 0) {
            throw new IllegalArgumentException("The zone (%d) must not be negative.".formatted(zone));
        }
    }
}
