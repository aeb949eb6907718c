package dev.headroom.simulation.stage;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One play of a story, at whose end there is a state to look at. */
final class Stage {
    static final String OPERATOR = "anna";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SimulatedLoop loop;

    private Stage(SimulatedLoop loop) {
        this.loop = loop;
    }

    /** Plays a story so that it ends at {@code end}: once to see how long it is, and once more, that long before. */
    static ControlState endingAt(Instant end, Scenario story, Set<ServerId> keeps, Consumer<Stage> play) {
        Stage rehearsal = new Stage(new SimulatedLoop(story, end, Stages.CONSOLE, keeps));
        play.accept(rehearsal);
        Duration length = rehearsal.loop.cluster().now();
        Stage stage = new Stage(new SimulatedLoop(story, end.minus(length), Stages.CONSOLE, keeps));
        play.accept(stage);
        return stage.loop.state();
    }

    /** Plays a story of which it is known how long it is: once. */
    static ControlState lasting(Duration length, Instant end, Scenario story, Consumer<Stage> play) {
        Stage stage = new Stage(new SimulatedLoop(story, end.minus(length), Stages.CONSOLE, Set.of()));
        play.accept(stage);
        return stage.loop.state();
    }

    SimulatedLoop loop() {
        return loop;
    }

    ControlState state() {
        return loop.state();
    }

    /** Everything is read and adopted; the master that is looked at is the next one. */
    void open(Mode mode) {
        pass(2);
        loop.ask(new Intent.Adopt(loop.state().adoption().found().fingerprint(), OPERATOR));
        loop.restart(mode);
    }

    void pass(long seconds) {
        loop.runUntil(loop.cluster().now().plusSeconds(seconds));
    }

    void until(Predicate<ControlState> wanted) {
        loop.runUntil(wanted, loop.cluster().now().plus(LONGEST));
    }

    void happens(HostId host, Fault.Kind kind) {
        loop.cluster().apply(new Fault(host, kind));
    }

    /** The newest proposal, once it is as wanted. */
    Proposal newest(Proposal.Status status) {
        until(state ->
                !state.proposals().isEmpty() && state.proposals().getFirst().status() == status);
        return loop.state().proposals().getFirst();
    }

    /** Until the first proposal is so. */
    void first(Proposal.Status status) {
        until(state -> state.proposal(Stages.FIRST)
                .filter(proposal -> proposal.status() == status)
                .isPresent());
    }

    void approve(Proposal proposal) {
        loop.ask(new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), OPERATOR));
    }
}
