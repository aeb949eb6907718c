package dev.headroom.backend.control.concurrency;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a plan touches: two plans with disjoint footprints may run side by side. A plan that only drains, removes and
 * stops holds neither its service nor a server: a quiesced container serves no new clients, so its end changes
 * nothing for other plans.
 *
 * @param services whose weights, destinations or serving containers the plan changes
 * @param containers that it starts, stops or sends clients to
 * @param lenders servers whose capacity it takes
 * @param owners servers whose home containers take back their weights: two such plans may run side by side, but not beside a loan
 *     from that server
 * @param spots destinations that it changes or waits for
 */
public record Footprint(
        Set<ServiceId> services,
        Set<ContainerId> containers,
        Set<ServerId> lenders,
        Set<ServerId> owners,
        Set<Spot> spots) {
    public Footprint {
        services = Collections.unmodifiableSet(new TreeSet<>(services));
        containers = Collections.unmodifiableSet(new TreeSet<>(containers));
        lenders = Collections.unmodifiableSet(new TreeSet<>(lenders));
        owners = Collections.unmodifiableSet(new TreeSet<>(owners));
        spots = Collections.unmodifiableSet(new TreeSet<>(spots));
    }

    /** The footprint of a plan before its first step. */
    public static Footprint of(Plan plan, ClusterSnapshot snapshot) {
        return of(plan, plan.actions(), snapshot);
    }

    /** The footprint of the remaining steps of a plan: finished steps hold nothing any more. */
    public static Footprint ofRemainder(Proposal proposal, ClusterSnapshot snapshot) {
        List<Action> left = proposal.steps().stream()
                .filter(StepProgress::mayStillRun)
                .map(s -> s.step().action())
                .toList();
        return of(proposal.plan(), left, snapshot);
    }

    private static Footprint of(Plan plan, List<Action> actions, ClusterSnapshot snapshot) {
        Draft draft = new Draft(snapshot, plan.kind() == PlanKind.RESTORE);
        actions.forEach(draft::add);
        if (actions.stream().anyMatch(Footprint::changesServing)) {
            draft.services.add(plan.service());
        }
        return new Footprint(draft.services, draft.containers, draft.lenders, draft.owners, draft.spots);
    }

    /** Whether the action changes where clients are sent, or prepares that. */
    public static boolean changesServing(Action action) {
        return switch (action) {
            case ContainerAction.StartContainer _,
                    ContainerAction.AwaitServing _,
                    TableAction.AddDestination _,
                    TableAction.SetWeight _ -> true;
            case ContainerAction.StopContainer _, TableAction.RemoveDestination _, TableAction.AwaitDrained _ -> false;
        };
    }

    public boolean overlaps(Footprint other) {
        return overlap(other).isPresent();
    }

    /** The first thing that both touch, in the operator's words; empty when they are disjoint. */
    public Optional<String> overlap(Footprint other) {
        return common(spots, other.spots)
                .map(spot -> spot.endpoint() + " of " + spot.service())
                .or(() -> common(containers, other.containers).map(ContainerId::toString))
                .or(() -> common(services, other.services).map(service -> "the service " + service))
                .or(() -> common(lenders, other.lenders)
                        .or(() -> common(lenders, other.owners))
                        .or(() -> common(owners, other.lenders))
                        .map(server -> "the capacity of " + server));
    }

    private static <T> Optional<T> common(Set<T> ours, Set<T> theirs) {
        return ours.stream().filter(theirs::contains).findFirst();
    }

    /** A footprint while it is collected; used within one method call. */
    private static final class Draft {
        private final ClusterSnapshot snapshot;
        private final boolean restores;
        private final Set<ServiceId> services = new TreeSet<>();
        private final Set<ContainerId> containers = new TreeSet<>();
        private final Set<ServerId> lenders = new TreeSet<>();
        private final Set<ServerId> owners = new TreeSet<>();
        private final Set<Spot> spots = new TreeSet<>();

        Draft(ClusterSnapshot snapshot, boolean restores) {
            this.snapshot = snapshot;
            this.restores = restores;
        }

        void add(Action action) {
            switch (action) {
                case ContainerAction.StartContainer(ContainerId id) -> {
                    containers.add(id);
                    lenders.add(id.server());
                    snapshot.container(id).flatMap(c -> c.role().serving()).ifPresent(services::add);
                }
                case ContainerAction other -> containers.add(other.container());
                case TableAction.AddDestination add -> changed(add.service(), add.endpoint(), true);
                case TableAction.SetWeight set -> changed(set.service(), set.endpoint(), raises(set));
                case TableAction other -> touched(other.service(), other.endpoint());
            }
        }

        private static boolean raises(TableAction.SetWeight set) {
            Weight before = set.before().weight();
            return set.weight().compareTo(before) > 0;
        }

        private void changed(ServiceId service, Endpoint endpoint, boolean takesCapacity) {
            services.add(service);
            touched(service, endpoint)
                    .filter(_ -> takesCapacity)
                    .ifPresent(c -> (restores ? owners : lenders).add(c.id().server()));
        }

        private Optional<Container> touched(ServiceId service, Endpoint endpoint) {
            spots.add(new Spot(service, endpoint));
            Optional<Container> carrier = snapshot.containerAt(service, endpoint);
            carrier.ifPresent(c -> containers.add(c.id()));
            return carrier;
        }
    }
}
