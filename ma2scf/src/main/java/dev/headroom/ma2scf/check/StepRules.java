package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a single step may never do, whatever plan it belongs to. */
final class StepRules {
    private final SharingPolicy policy;

    StepRules(SharingPolicy policy) {
        this.policy = policy;
    }

    /** Why {@code action} may not run on {@code now}; empty if it may. */
    List<String> refusals(Action action, ClusterSnapshot now) {
        List<String> refusals = new ArrayList<>();
        action.unmet(now).ifPresent(refusals::add);
        switch (action) {
            case ContainerAction.StartContainer(ContainerId container) ->
                refusals.addAll(start(action, container, now));
            case TableAction.AddDestination add -> added(add, now).ifPresent(refusals::add);
            case TableAction.RemoveDestination removal -> removed(removal, now).ifPresent(refusals::add);
            case TableAction.SetWeight change -> weighed(change, now).ifPresent(refusals::add);
            case ContainerAction.StopContainer _, Wait _ -> {}
        }
        return refusals;
    }

    /** What only matters when a step is about to run: clients that would lose their connections. */
    static List<String> connectionsLeft(Action action, ClusterSnapshot now) {
        if (!(action instanceof TableAction.RemoveDestination removal)) {
            return List.of();
        }
        Optional<Destination> left = now.destination(
                removal.director(), removal.service(), removal.spec().endpoint());
        List<String> users = new ArrayList<>();
        left.filter(d -> !d.counts().known() || d.counts().active() > 0)
                .map(d -> "%s in %s on %s still has %s active connections."
                        .formatted(
                                d.endpoint(),
                                removal.service(),
                                removal.director(),
                                d.counts().known() ? d.counts().active() : "an unknown number of"))
                .ifPresent(users::add);
        left.filter(d -> removal.address().mayCarryUdp() && users.isEmpty())
                .filter(d -> now.director(removal.director())
                        .flatMap(director -> director.table().lastKnown())
                        .filter(table -> table.isDrained(removal.address(), d))
                        .isEmpty())
                .map(d -> "%s in %s on %s may still get packets: it has not been quiet for the UDP timeout."
                        .formatted(d.endpoint(), removal.service(), removal.director()))
                .ifPresent(users::add);
        return users;
    }

    private List<String> start(Action action, ContainerId container, ClusterSnapshot now) {
        if (action.holds(now)) {
            return List.of();
        }
        Optional<RealServer> found = now.server(container.server());
        if (found.isEmpty()) {
            return List.of("There is no server %s.".formatted(container.server()));
        }
        RealServer server = found.get();
        List<String> refusals = new ArrayList<>();
        if (!server.isMeasured()) {
            refusals.add("%s is not measured, so nothing may be started on it.".formatted(server.id()));
        }
        if (server.inMaintenance()) {
            refusals.add("%s is in maintenance, so nothing may be started on it.".formatted(server.id()));
        }
        if (!server.lends()) {
            refusals.add("%s does not lend.".formatted(server.id()));
        }
        if (!server.container(container).filter(c -> c.isStandBy()).isPresent()) {
            refusals.add("%s is not a stand-by container: sharing never starts it.".formatted(container));
        }
        long running = server.knownContainers().stream()
                .filter(c -> c.isStandBy() && c.isRunning())
                .count();
        if (running >= policy.maximumLoansPerServer()) {
            refusals.add("%d stand-by containers run on %s, and %d is the limit."
                    .formatted(running, server.id(), policy.maximumLoansPerServer()));
        }
        server.load().fresh().flatMap(load -> reserve(server, load)).ifPresent(refusals::add);
        return refusals;
    }

    private Optional<String> reserve(RealServer server, ServerLoad load) {
        Lender lender =
                Lender.of(server.id(), server.zone(), load, policy.reserve(), 0, policy.maximumLoansPerServer());
        return lender.lendable().cpu() > 0
                ? Optional.empty()
                : Optional.of("%s has nothing left above its reserve: %s of its processors are in use."
                        .formatted(server.id(), load.cpu()));
    }

    private static Optional<String> added(TableAction.AddDestination add, ClusterSnapshot now) {
        Optional<Container> carrier = now.containerAt(add.service(), add.spec().endpoint());
        return carrier.isEmpty()
                ? Optional.of("No known container serves %s at %s."
                        .formatted(add.service(), add.spec().endpoint()))
                : carrier.filter(c -> !isMeasured(c, now))
                        .map(c -> "%s is not measured, so no client may be sent there.".formatted(c.id().server()));
    }

    private static boolean isMeasured(Container container, ClusterSnapshot now) {
        return now.server(container.id().server())
                .filter(RealServer::isMeasured)
                .isPresent();
    }

    /** More clients may be sent only where something answers: also where some are sent, as in a ramp. See decision 0066. */
    private static Optional<String> weighed(TableAction.SetWeight change, ClusterSnapshot now) {
        Optional<Container> carrier =
                now.containerAt(change.service(), change.before().endpoint());
        boolean serves = carrier.filter(c -> c.isRunning() && c.listening() && isMeasured(c, now))
                .isPresent();
        boolean raises = change.weight().value() > change.before().weight().value();
        return raises && !serves
                ? carrier.map(c -> "%s is not seen to answer at %s, so no client may be sent there."
                        .formatted(c.id(), change.before().endpoint()))
                : Optional.empty();
    }

    private static Optional<String> removed(TableAction.RemoveDestination removal, ClusterSnapshot now) {
        Optional<Destination> live = now.destination(
                        removal.director(), removal.service(), removal.spec().endpoint())
                .filter(d -> !d.spec().weight().isQuiesced());
        return live.map(d -> "%s in %s on %s has weight %s: it must be quiesced before it is removed."
                .formatted(
                        d.endpoint(),
                        removal.service(),
                        removal.director(),
                        d.spec().weight()));
    }
}
