package dev.headroom.backend.control.driver;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.Set;

/**
 * What a master wants to be read beyond what the readings themselves call for.
 *
 * @param ofPlans a plan that runs or waits for approval concerns them: they are asked at each interval, whatever that costs them
 * @param ofServices they carry a service that is not calm, or are not calm themselves: they are asked at each interval
 * @param probes destinations that the directors shall try to reach: home containers on servers that this master has never read
 */
public record Attention(Set<HostId> ofPlans, Set<HostId> ofServices, Set<ProbeTarget> probes) {
    public static final Attention NONE = new Attention(Set.of(), Set.of());

    public Attention {
        ofPlans = Set.copyOf(ofPlans);
        ofServices = Set.copyOf(ofServices);
        probes = Set.copyOf(probes);
    }

    /** Attention to hosts only. */
    public Attention(Set<HostId> ofPlans, Set<HostId> ofServices) {
        this(ofPlans, ofServices, Set.of());
    }
}
