package dev.headroom.backend.inventory;

import dev.headroom.backend.control.Mode;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.Optional;

/**
 * A virtual service of a cluster file.
 *
 * @param containers which containers carry it, stand-by ones included
 * @param minimum containers that must always serve; 1 if nothing is said
 * @param priority 1 is served first; 1 if nothing is said
 * @param mode the most that may be done for it by itself; empty: as the whole cluster
 */
public record ServiceEntry(
        ServiceId id,
        VirtualAddress virtual,
        ContainerPattern containers,
        int minimum,
        int priority,
        Optional<Mode> mode) {}
