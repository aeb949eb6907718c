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

/** One run of a story that ends with the state to show. */
final class Stage {
    static final String OPERATOR = "anna";

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final SimulatedLoop loop;

    private Stage(SimulatedLoop loop) {
        this.loop = loop;
    }

    /**
     * Runs a story so that it ends at {@code end}: once to measure its length, and again with its beginning that much
     * earlier.
     */
    static ControlState endingAt(Instant end, Scenario story, Set<ServerId> keeps, Consumer<Stage> play) {
        Stage rehearsal = new Stage(new SimulatedLoop(story, end, Stages.CONSOLE, keeps));
        play.accept(rehearsal);
        Duration length = rehearsal.loop.cluster().now();
        Stage stage = new Stage(new SimulatedLoop(story, end.minus(length), Stages.CONSOLE, keeps));
        play.accept(stage);
        return stage.loop.state();
    }

    /** Runs a story of a known length once. */
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

    /** Reads and adopts the cluster, and starts the master whose state is shown. */
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

    /** The newest proposal, once it has the status. */
    Proposal newest(Proposal.Status status) {
        until(state ->
                !state.proposals().isEmpty() && state.proposals().getFirst().status() == status);
        return loop.state().proposals().getFirst();
    }

    /** Runs until the first proposal has the status. */
    void first(Proposal.Status status) {
        until(state -> state.proposal(Stages.FIRST)
                .filter(proposal -> proposal.status() == status)
                .isPresent());
    }

    void approve(Proposal proposal) {
        loop.ask(new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), OPERATOR));
    }
}
