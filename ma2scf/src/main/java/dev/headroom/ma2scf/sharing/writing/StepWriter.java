package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Quiescing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Writes the steps of plans in the order that keeps a service served: make before break. */
public final class StepWriter {
    private final ClusterSnapshot snapshot;
    private final SharingPolicy policy;

    public StepWriter(ClusterSnapshot snapshot, SharingPolicy policy) {
        this.snapshot = snapshot;
        this.policy = policy;
    }

    /**
     * Starts a container, waits until it serves, then lets every director know.
     *
     * @param ramps for each director the destination as it is added, and as it is raised after that
     */
    public List<Step> lend(
            VirtualService service, ContainerId container, Map<DirectorId, List<DestinationSpec>> ramps) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(
                new ContainerAction.StartContainer(container),
                "The loan needs a running container on " + container.server() + "."));
        steps.add(new Step(
                new ContainerAction.AwaitServing(container, policy.deadlines().start()),
                "No director may send clients to it before it answers."));
        steps.addAll(announce(service, ramps));
        return steps;
    }

    /** Lets directors know what serves already. */
    public List<Step> announce(VirtualService service, Map<DirectorId, List<DestinationSpec>> ramps) {
        List<Step> steps = new ArrayList<>();
        ramps.forEach((director, ramp) -> steps.add(new Step(
                new TableAction.AddDestination(director, service.id(), service.address(), ramp.getFirst()),
                "It answers, so %s may send it clients.".formatted(director))));
        int longest = ramps.values().stream().mapToInt(List::size).max().orElse(0);
        for (int raise = 1; raise < longest; raise++) {
            steps.addAll(raised(service, ramps, raise));
        }
        return steps;
    }

    /** One raise on every director, so that they agree before the next. */
    private static List<Step> raised(VirtualService service, Map<DirectorId, List<DestinationSpec>> ramps, int raise) {
        List<Step> steps = new ArrayList<>();
        ramps.forEach((director, ramp) -> {
            if (raise < ramp.size()) {
                steps.add(new Step(
                        new TableAction.SetWeight(
                                director,
                                service.id(),
                                service.address(),
                                ramp.get(raise - 1),
                                ramp.get(raise).weight()),
                        "It has taken its first clients, so it may have more."));
            }
        });
        return steps;
    }

    /** Takes new connections away from a destination, on every director that is read and sends it some; nothing where that would refuse clients. */
    public List<Step> quiesce(VirtualService service, Spot spot, String reason) {
        if (new Quiescing(service, snapshot, policy).schedulerObstacle().isPresent()) {
            return List.of();
        }
        return onEach(
                service,
                spot,
                (director, found) -> found.spec().weight().isQuiesced()
                        ? List.of()
                        : List.of(new Step(
                                new TableAction.SetWeight(
                                        director, service.id(), service.address(), found.spec(), Weight.ZERO),
                                reason)));
    }

    /** Takes new connections away from what does not answer. */
    public List<Step> quiesceDead(VirtualService service, List<Spot> dead) {
        return dead.stream()
                .flatMap(spot ->
                        quiesce(service, spot, "Nothing answers there, so no client may be sent there any more.")
                                .stream())
                .toList();
    }

    /** Waits on every director until a quiesced destination has no active connections, then removes it from every director. */
    public List<Step> drainAndRemove(VirtualService service, Spot spot) {
        List<Step> steps = new ArrayList<>(onEach(
                service,
                spot,
                (director, _) -> List.of(new Step(
                        new TableAction.AwaitDrained(
                                director,
                                service.id(),
                                service.address(),
                                spot.endpoint(),
                                policy.deadlines()
                                        .drain()
                                        .plus(persistence(director, service))
                                        .plus(udpTimeout(director, service))),
                        "Established connections may end by themselves."))));
        steps.addAll(onEach(
                service,
                spot,
                (director, found) -> List.of(new Step(
                        new TableAction.RemoveDestination(
                                director,
                                service.id(),
                                service.address(),
                                found.spec().withWeight(Weight.ZERO)),
                        "It has no active connections left."))));
        return steps;
    }

    /** Stops a container, unless it is stopped. */
    public List<Step> stop(Container container) {
        return container.isRunning()
                ? List.of(new Step(
                        new ContainerAction.StopContainer(container.id()),
                        "No director knows it any more, and %s gets its capacity back."
                                .formatted(container.id().server())))
                : List.of();
    }

    /** All of it: quiesce, drain, remove, stop; nothing where it cannot be quiesced. */
    public List<Step> takeBack(VirtualService service, Spot spot, Container container, String reason) {
        if (!mayDrain(service, spot)) {
            return List.of();
        }
        List<Step> steps = new ArrayList<>(quiesce(service, spot, reason));
        steps.addAll(drainAndRemove(service, spot));
        steps.addAll(stop(container));
        return steps;
    }

    /** Whether {@code spot} has weight 0 everywhere, or may get it without refusing clients. */
    boolean mayDrain(VirtualService service, Spot spot) {
        boolean live = snapshot.changeable(service).stream()
                .flatMap(d -> snapshot.destination(d.id(), service.id(), spot.endpoint()).stream())
                .anyMatch(d -> !d.spec().weight().isQuiesced());
        return !live
                || new Quiescing(service, snapshot, policy).schedulerObstacle().isEmpty();
    }

    private Duration persistence(DirectorId director, VirtualService service) {
        return snapshot.entry(director, service.id())
                .map(TableEntry::persistence)
                .orElse(Duration.ZERO);
    }

    /** Without an end of their own, flows of UDP end by silence. */
    private Duration udpTimeout(DirectorId director, VirtualService service) {
        return snapshot.director(director)
                .filter(_ -> service.address().mayCarryUdp())
                .flatMap(d -> d.table().lastKnown())
                .map(DirectorTable::udpTimeout)
                .orElse(Duration.ZERO);
    }

    private List<Step> onEach(
            VirtualService service, Spot spot, BiFunction<DirectorId, Destination, List<Step>> writer) {
        return snapshot.changeable(service).stream()
                .map(Director::id)
                .flatMap(director -> snapshot.destination(director, service.id(), spot.endpoint()).stream()
                        .flatMap(found -> writer.apply(director, found).stream()))
                .toList();
    }
}
