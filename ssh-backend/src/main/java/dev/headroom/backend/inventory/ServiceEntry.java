package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Optional;

/**
 * A virtual service of a cluster file.
 *
 * @param containers which containers carry it, stand-by ones included
 * @param rules which of its containers are at home or stand-by, and where they answer; as seen if nothing is said
 * @param mode the most that may be done for it by itself; empty: as the whole cluster
 */
public record ServiceEntry(ServiceSpec spec, ContainerPattern containers, ContainerRules rules, Optional<Mode> mode) {

    public ServiceId id() {
        return spec.id();
    }

    public VirtualAddress address() {
        return spec.address();
    }

    public ServiceLimits limits() {
        return spec.limits();
    }
}
