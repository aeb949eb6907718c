package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.policy.AutomaticLimits.OfService;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Optional;

/**
 * A virtual service of a cluster file.
 *
 * @param containers matches the containers that carry it, stand-by containers included
 * @param rules which of its containers are home or stand-by containers, and at which port they answer
 * @param mode the most that Headroom may do for it without approval; empty: the mode of the whole cluster
 * @param automatic how far automatic mode may go for it
 */
public record ServiceEntry(
        ServiceSpec spec, ContainerPattern containers, ContainerRules rules, Optional<Mode> mode, OfService automatic) {

    /** A service that says nothing of how far automatic mode may go. */
    public ServiceEntry(ServiceSpec spec, ContainerPattern containers, ContainerRules rules, Optional<Mode> mode) {
        this(spec, containers, rules, mode, OfService.NOTHING);
    }

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
