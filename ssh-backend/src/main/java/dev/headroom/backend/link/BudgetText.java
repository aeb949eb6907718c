package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.restraint.Restraints;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.AutomaticPlans;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** What automatic mode has used of its budgets, as sentences and as fields. Pure. */
final class BudgetText {
    private BudgetText() {}

    /** One sentence for each budget that is used up. */
    static Stream<String> spent(ControlState state) {
        Instant now = state.snapshot().takenAt();
        AutomaticPlans automatic = state.continuity().automatic();
        return Stream.concat(
                        automatic.spent(now).stream(),
                        state.snapshot().services().stream()
                                .map(VirtualService::id)
                                .flatMap(service -> automatic.spentBy(service, now).stream()))
                .map(Restraints::sentence);
    }

    /** For programs: of the cluster, and of the services whose budget is used up. */
    static void add(ObjectNode root, ControlState state) {
        Instant now = state.snapshot().takenAt();
        AutomaticPlans automatic = state.continuity().automatic();
        ObjectNode budget = root.putObject("budget")
                .put("plansPerHour", automatic.limits().plansPerHour())
                .put("begun", automatic.count(now))
                .put("until", until(automatic.spent(now)));
        ObjectNode services = budget.putObject("services");
        for (VirtualService service : state.snapshot().services()) {
            automatic
                    .spentBy(service.id(), now)
                    .ifPresent(spent ->
                            services.put(service.id().name(), spent.until().toString()));
        }
    }

    private static String until(Optional<AutomaticPlans.Spent> spent) {
        return spent.map(AutomaticPlans.Spent::until).map(Instant::toString).orElse("");
    }
}
