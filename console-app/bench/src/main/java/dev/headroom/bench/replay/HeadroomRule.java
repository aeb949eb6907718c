package dev.headroom.bench.replay;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Transition;
import dev.headroom.bench.rule.Rule;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Map;

/**
 * The real control loop in automatic mode: it proposes, checks, approves, sends one step after another, and takes a
 * step as done when the next reading shows it. One second after each command the hosts are read again, as the
 * observer does.
 */
final class HeadroomRule implements Rule<ReplayCluster> {
    private final ControlCore core;
    private final ReplaySnapshots snapshots = new ReplaySnapshots();
    private ControlState state = ControlCore.initial(Mode.AUTOMATIC, ReplaySnapshots.BEGINNING);
    private boolean hurried;

    HeadroomRule(SharingPolicy policy) {
        core = new ControlCore(new ControlSettings(policy, Map.of()), _ -> List.of());
    }

    @Override
    public String name() {
        return "Headroom";
    }

    ControlState state() {
        return state;
    }

    @Override
    public int look(ReplayCluster cluster) {
        hurried = false;
        step(new Event.Observed(new Observation(snapshots.of(cluster), List.of())), cluster);
        return hurried ? 1 : Replay.INTERVAL_SECONDS;
    }

    private void step(Event event, ReplayCluster cluster) {
        Transition transition = core.step(state, event, ReplaySnapshots.moment(cluster));
        state = transition.state();
        for (Effect effect : transition.effects()) {
            switch (effect) {
                case Effect.Send(var permit, int index, Action action) -> {
                    carryOut(action, cluster);
                    step(new Event.CommandEnded(permit.proposal(), index, new CommandOutcome.Ran("")), cluster);
                }
                case Effect.Hurry _ -> hurried = true;
                case Effect.Note _, Effect.Refuse _, Effect.TakeOver _, Effect.Order _, Effect.Noted _ -> {}
            }
        }
    }

    private static void carryOut(Action action, ReplayCluster cluster) {
        switch (action) {
            case ContainerAction.StartContainer(var id) -> cluster.start(find(id, cluster));
            case ContainerAction.StopContainer(var id) -> cluster.stop(find(id, cluster));
            case TableAction.AddDestination add ->
                cluster.list(
                        find(add.spec().endpoint(), cluster),
                        add.spec().weight().value());
            case TableAction.SetWeight set ->
                cluster.list(
                        find(set.before().endpoint(), cluster), set.weight().value());
            case TableAction.RemoveDestination remove ->
                cluster.unlist(find(remove.spec().endpoint(), cluster));
            case Wait _ -> {}
        }
    }

    private static ReplayContainer find(ContainerId id, ReplayCluster cluster) {
        return cluster.containers().stream()
                .filter(c -> c.id.equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ReplayContainer find(Endpoint endpoint, ReplayCluster cluster) {
        return cluster.containers().stream()
                .filter(c -> c.endpoint.equals(endpoint))
                .findFirst()
                .orElseThrow();
    }
}
