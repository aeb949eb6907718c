package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import java.time.Instant;
import java.util.Comparator;

/**
 * A destination that this installation set to weight 0.
 *
 * @param original the weight it had before, to be put back exactly; above 0
 */
public record QuiescedDestination(DirectorId director, Spot spot, Weight original, Instant since)
        implements Comparable<QuiescedDestination> {
    private static final Comparator<QuiescedDestination> ORDER =
            Comparator.comparing(QuiescedDestination::spot).thenComparing(QuiescedDestination::director);

    /** Whether both speak of the same entry of the same table. */
    public boolean isAt(DirectorId otherDirector, Spot otherSpot) {
        return director.equals(otherDirector) && spot.equals(otherSpot);
    }

    @Override
    public int compareTo(QuiescedDestination other) {
        return ORDER.compare(this, other);
    }
}
