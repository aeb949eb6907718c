package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A virtual service of a cluster file.
 *
 * @param containers which containers carry it, stand-by ones included
 * @param minimum containers that must always serve; 1 if nothing is said
 * @param priority 1 is served first; 1 if nothing is said
 * @param value what one connection is worth compared to one of another service of the same priority; 1 if nothing is said
 * @param limits none if nothing is said
 * @param cost figures for the time when nothing can be measured; none if nothing is said
 * @param rules which of its containers are at home or stand-by, and where they answer; as seen if nothing is said
 * @param checks where directors try to reach its destinations; where clients are sent if nothing is said
 * @param mode the most that may be done for it by itself; empty: as the whole cluster
 */
public record ServiceEntry(
        ServiceId id,
        VirtualAddress virtual,
        ContainerPattern containers,
        int minimum,
        int priority,
        double value,
        ServiceLimits limits,
        ConfiguredCost cost,
        ContainerRules rules,
        List<ServiceCheck> checks,
        Optional<Mode> mode) {
    public ServiceEntry {
        checks = List.copyOf(checks);
    }

    /** One of which nothing more is said. */
    public ServiceEntry(
            ServiceId id,
            VirtualAddress virtual,
            ContainerPattern containers,
            int minimum,
            int priority,
            Optional<Mode> mode) {
        this(
                id,
                virtual,
                containers,
                minimum,
                priority,
                1,
                ServiceLimits.NONE,
                ConfiguredCost.NONE,
                ContainerRules.NONE,
                List.of(),
                mode);
    }
}
