package dev.headroom.backend.control.restraint;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.demand.CostReadings;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The services of which the newest snapshot measured what a connection costs, while the readings are too few yet:
 * automatic mode waits for the next. Where none came, as from saturated servers, it waits for none. Immutable.
 */
public record Learning(Set<ServiceId> services) {
    public Learning {
        services = Set.copyOf(services);
    }

    /**
     * What the newest snapshot added a reading to.
     *
     * @param before the memory before the newest snapshot
     */
    public static Learning between(SharingMemory before, ControlState state) {
        return new Learning(state.snapshot().services().stream()
                .filter(service -> service.cost().cpu() == 0)
                .map(VirtualService::id)
                .filter(id -> {
                    CostReadings costs = state.memory().demandOf(id).costs();
                    return costs.areTooFew()
                            && costs.readings().size()
                                    > before.demandOf(id).costs().readings().size();
                })
                .collect(Collectors.toSet()));
    }

    /** Whether the amounts of {@code plan} come from that cost; the evidence of a fault, and a recall, do not. */
    public boolean concerns(Plan plan) {
        return services.contains(plan.service())
                && switch (plan.kind()) {
                    case BORROW, EVACUATE, MAKE_ROOM, BALANCE, GIVE_BACK -> true;
                    case FAILOVER, RESTORE, RECALL, UNDO -> false;
                };
    }
}
