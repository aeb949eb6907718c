package dev.headroom.backend.control.driver;

import dev.headroom.ma2scf.model.HostId;
import java.util.Set;

/**
 * The hosts that a master wants to be asked at each interval.
 *
 * @param ofPlans a plan that runs or waits for approval concerns them: they are asked whatever that costs them
 * @param ofServices they carry a service that is not calm, or are not calm themselves
 */
public record Attention(Set<HostId> ofPlans, Set<HostId> ofServices) {
    public static final Attention NONE = new Attention(Set.of(), Set.of());

    public Attention {
        ofPlans = Set.copyOf(ofPlans);
        ofServices = Set.copyOf(ofServices);
    }
}
