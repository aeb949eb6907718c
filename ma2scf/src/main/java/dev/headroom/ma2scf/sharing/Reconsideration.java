package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Lookout;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges a plan that runs by the newest readings: whether what a give-back takes away is needed after all, because only that rests on the
 * service's being able to do without (decision 0070); and whether what an answer to a fault borrows is needed no more (decision 0079).
 * Pure.
 */
public final class Reconsideration {
    private Reconsideration() {}

    /**
     * Why {@code plan} should turn round, one sentence: its service is short without what the plan takes away, and that still serves.
     * Empty while it should go on, and where that is not known.
     */
    public static Optional<String> turning(
            Plan plan, ClusterSnapshot newest, SharingMemory memory, SharingPolicy policy) {
        Set<Spot> taken = plan.kind() == PlanKind.GIVE_BACK ? taken(plan) : Set.of();
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        Situation situation = Lookout.look(newest, memory, policy);
        return taken.stream().allMatch(situation::serves)
                ? situation.view(plan.service()).flatMap(view -> shortage(view, taken, situation))
                : Optional.empty();
    }

    /**
     * Why {@code plan}, an answer to a fault, needs none of the containers that it has not started yet, one sentence: what is left carries
     * the service. What is dead loses its clients sooner without them. Empty while they are needed, and where that is not known.
     */
    public static Optional<String> spared(
            Plan plan, ClusterSnapshot newest, SharingMemory memory, SharingPolicy policy) {
        if (plan.kind() != PlanKind.FAILOVER) {
            return Optional.empty();
        }
        Situation situation = Lookout.look(newest, memory, policy);
        return situation
                .view(plan.service())
                .filter(view -> view.isMeasured()
                        && view.serving() > 0
                        && view.alive() >= view.leastAlive()
                        && view.measuredDemand() <= situation.target() * view.capacity())
                .map(view -> "What is left carries %s: it is at %s by now.".formatted(view.id(), view.utilization()));
    }

    /** The destinations from which the plan takes their clients; what had none before is missed by nobody. */
    private static Set<Spot> taken(Plan plan) {
        return plan.actions().stream()
                .filter(TableAction.SetWeight.class::isInstance)
                .map(TableAction.SetWeight.class::cast)
                .filter(change -> change.weight().isQuiesced()
                        && !change.before().weight().isQuiesced())
                .map(change -> new Spot(change.service(), change.endpoint()))
                .collect(Collectors.toSet());
    }

    private static Optional<String> shortage(ServiceView view, Set<Spot> taken, Situation situation) {
        Utilization limit = situation.policy().overloadAt();
        Utilization without = Utilization.of(view.measuredDemand() * view.unitCost(), view.coresWithout(taken));
        if (view.isMeasured() && view.unitCost() > 0 && without.compareTo(limit) > 0) {
            return Optional.of("%s is at %s without the loan, above %s.".formatted(view.id(), without, limit));
        }
        if (situation.isAboveThreshold(view)) {
            return Optional.of("%s is at %s, above %s.".formatted(view.id(), view.utilization(), limit));
        }
        return view.in(Site.State.FAILED).stream()
                .filter(site -> !site.isLoan() && !site.inMaintenance())
                .findFirst()
                .map(site -> "%s of %s has failed.".formatted(site.endpoint(), view.id()));
    }
}
