package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That no weight of 0 makes an outage: not where the scheduler then refuses clients, not for more than a part of a service, and
 * where a destination is only believed to be dead not before something else serves.
 */
final class QuiesceRules {
    private final SharingPolicy policy;

    QuiesceRules(SharingPolicy policy) {
        this.policy = policy;
    }

    /** What {@code action} breaks on {@code now}. */
    List<String> broken(Action action, ClusterSnapshot now) {
        if (!(action instanceof TableAction.SetWeight change) || !quiesces(change, now)) {
            return List.of();
        }
        Optional<TableEntry> entry = now.entry(change.director(), change.service());
        if (entry.isEmpty()) {
            return List.of();
        }
        List<String> broken = new ArrayList<>();
        Scheduler scheduler = entry.get().scheduler();
        if (scheduler.quiesceRefusesClients()) {
            broken.add("The scheduler %s of %s on %s refuses clients of a quiesced destination."
                    .formatted(scheduler.name(), change.service(), change.director()));
        }
        List<Destination> after = entry.get().with(change.after()).destinations();
        long zero = after.stream().filter(d -> d.spec().weight().isQuiesced()).count();
        if (zero > policy.restraint().mostQuiesced(after.size())) {
            broken.add("%d of %d destinations of %s on %s would have weight 0, and %d is the limit (maximumQuiesced)."
                    .formatted(
                            zero,
                            after.size(),
                            change.service(),
                            change.director(),
                            policy.restraint().mostQuiesced(after.size())));
        }
        if (isBelievedDead(change, now) && !othersSeen(change, entry.get(), now, SeenServing.RECENT)) {
            broken.add("%s in %s is not proven to refuse clients, and nothing else is seen to serve on %s."
                    .formatted(change.before().endpoint(), change.service(), change.director()));
        }
        if (isSeen(change, now) && !othersSeen(change, entry.get(), now, SeenServing.LATELY)) {
            broken.add("%s is the only destination of %s on %s that is seen to serve."
                    .formatted(change.before().endpoint(), change.service(), change.director()));
        }
        return broken;
    }

    /**
     * What is replaced too early: whatever a plan adds must be there before something only believed to be dead is quiesced.
     *
     * @param later the actions after {@code action}
     */
    List<String> early(Action action, List<Action> later, ClusterSnapshot now) {
        return action instanceof TableAction.SetWeight change
                        && quiesces(change, now)
                        && isBelievedDead(change, now)
                        && later.stream().anyMatch(next -> adds(next, change))
                ? List.of("%s in %s on %s would be quiesced before what replaces it serves."
                        .formatted(change.before().endpoint(), change.service(), change.director()))
                : List.of();
    }

    private static boolean adds(Action next, TableAction.SetWeight change) {
        return next instanceof TableAction.AddDestination add
                && add.service().equals(change.service())
                && add.director().equals(change.director());
    }

    private static boolean quiesces(TableAction.SetWeight change, ClusterSnapshot now) {
        return change.weight().isQuiesced()
                && now.destination(
                                change.director(),
                                change.service(),
                                change.before().endpoint())
                        .filter(d -> !d.spec().weight().isQuiesced())
                        .isPresent();
    }

    /** It is not seen to serve, and it is not proven that it does not. */
    private static boolean isBelievedDead(TableAction.SetWeight change, ClusterSnapshot now) {
        Optional<Container> carrier =
                now.containerAt(change.service(), change.before().endpoint());
        return carrier.filter(c -> !serves(c, now) && !isStopped(c, now)).isPresent() && !isRefused(change, now);
    }

    private static boolean serves(Container container, ClusterSnapshot now) {
        return container.isRunning()
                && container.listening()
                && now.server(container.id().server())
                        .filter(s -> s.isMeasured())
                        .isPresent();
    }

    private static boolean isStopped(Container container, ClusterSnapshot now) {
        boolean stopped = container.state() == ContainerState.STOPPED || container.state() == ContainerState.FAILED;
        return stopped
                && now.server(container.id().server())
                        .filter(s -> s.containers().fresh().isPresent())
                        .isPresent();
    }

    private static boolean isRefused(TableAction.SetWeight change, ClusterSnapshot now) {
        Optional<VirtualService> service = now.service(change.service());
        Optional<ProbeTarget> target =
                service.flatMap(s -> s.probeOf(change.before().endpoint()));
        if (target.isEmpty()) {
            return false;
        }
        List<DirectorTable> sending = now.directors().stream()
                .map(Director::table)
                .flatMap(table -> table.fresh().stream())
                .filter(table -> service.flatMap(s -> table.entry(s.address()))
                        .flatMap(e -> e.destination(change.before().endpoint()))
                        .isPresent())
                .toList();
        return !sending.isEmpty()
                && sending.stream().allMatch(t -> t.probes().get(target.get()) == ProbeResult.REFUSED);
    }

    private static boolean isSeen(TableAction.SetWeight change, ClusterSnapshot now) {
        return now.service(change.service())
                .filter(service -> SeenServing.at(now, service, change.before().endpoint(), SeenServing.RECENT))
                .isPresent();
    }

    private static boolean othersSeen(
            TableAction.SetWeight change, TableEntry entry, ClusterSnapshot now, Duration recent) {
        return now.service(change.service()).stream()
                .anyMatch(service -> entry.destinations().stream()
                        .filter(d -> !d.spec().weight().isQuiesced())
                        .map(Destination::endpoint)
                        .filter(endpoint -> !endpoint.equals(change.before().endpoint()))
                        .anyMatch(endpoint -> SeenServing.at(now, service, endpoint, recent)));
    }
}
