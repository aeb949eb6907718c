package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import java.util.Comparator;

/**
 * The weight that this installation set last at a destination. Where the table shows another one, somebody else has set that.
 *
 * @param weight as it was seen in the table after the command
 * @param added whether the table has the destination because this installation added it
 */
public record OurWeight(DirectorId director, Spot spot, Weight weight, boolean added) implements Comparable<OurWeight> {
    private static final Comparator<OurWeight> ORDER =
            Comparator.comparing(OurWeight::spot).thenComparing(OurWeight::director);

    /** Whether both speak of the same entry of the same table. */
    public boolean isAt(DirectorId otherDirector, Spot otherSpot) {
        return director.equals(otherDirector) && spot.equals(otherSpot);
    }

    @Override
    public int compareTo(OurWeight other) {
        return ORDER.compare(this, other);
    }
}
