package dev.headroom.simulation.stage;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.leasehold.Rival;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The states for pictures and tests of the window in which a plan matters. The control loop, the sharing rules and the
 * command speller made each on a simulated cluster. They are made once and kept; every run gives the same. The states
 * in which hosts matter are {@link HostStages}.
 */
public final class Stages {
    /** The time of every state. */
    public static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    /** The first proposal of each story. */
    public static final ProposalId FIRST = new ProposalId(1);

    /** The installation whose mark the started containers bear. */
    public static final Installation CONSOLE = new Installation("console-1", "shop");

    private Stages() {}

    /** Every service is within its limits. */
    public static ControlState calm() {
        return Repertoire.shop("calm", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(10);
        });
    }

    /** The shop is overloaded, and a proposal to borrow waits for approval. */
    public static ControlState overloaded() {
        return Repertoire.shop("overloaded", Shop.CROWDED, Stages::crowd);
    }

    /** As {@link #overloaded}, in watch mode, in which no proposal can be approved. */
    public static ControlState overloadedInWatch() {
        return Repertoire.shop("overloadedInWatch", Shop.CROWDED, stage -> crowd(stage, Mode.WATCH));
    }

    /** As {@link #overloaded}, while the master is halted. */
    public static ControlState overloadedWhileHalted() {
        return Repertoire.shop("overloadedWhileHalted", Shop.CROWDED, stage -> {
            crowd(stage);
            stage.loop().ask(new Intent.Halt(Stage.OPERATOR));
            stage.pass(1);
        });
    }

    /** As {@link #overloaded}, some seconds later: newer readings gave a new plan. */
    public static ControlState overloadedStill() {
        return Repertoire.shop("overloadedStill", Shop.CROWDED, stage -> {
            crowd(stage);
            long basis = stage.state().proposals().getFirst().plan().basisRevision();
            stage.until(state -> state.proposals().getFirst().plan().basisRevision() != basis);
        });
    }

    private static void crowd(Stage stage) {
        crowd(stage, Mode.MANUAL);
    }

    private static void crowd(Stage stage, Mode mode) {
        stage.open(mode);
        stage.newest(Proposal.Status.OPEN);
        stage.pass(4);
    }

    /** An approved plan runs: two steps are done, the command of the third is on the way. */
    public static ControlState running() {
        return Repertoire.shop("running", Shop.CROWDED, Stages::begin);
    }

    private static void begin(Stage stage) {
        crowd(stage);
        stage.approve(stage.newest(Proposal.Status.OPEN));
        stage.until(state -> {
            List<StepProgress> steps = state.proposals().getFirst().steps();
            return steps.get(1).finished() && steps.get(2).state() == StepProgress.State.VERIFYING;
        });
    }

    /** A running plan was halted. */
    public static ControlState halted() {
        return Repertoire.shop("halted", Shop.CROWDED, stage -> {
            begin(stage);
            stage.loop().ask(new Intent.Halt(Stage.OPERATOR));
            stage.first(Proposal.Status.HALTED);
            stage.pass(2);
        });
    }

    /** As {@link #overloaded}, while another master holds the lease of the hosts. */
    public static ControlState barred() {
        String why =
                "ann@laptop holds the lease of shop, so only that master may change it. End it there, or take over from here: 'headroom take-over'.";
        ControlState barred = overloaded().withoutLease(why);
        Rival ann = new Rival("ann@laptop", 7, NOW.minusSeconds(3));
        return barred.withProposals(barred.proposals().stream()
                        .map(p -> p.withProspects(
                                new Prospects(Optional.of(why), p.prospects().undo())))
                        .toList())
                .withContinuity(
                        barred.continuity().held(barred.continuity().leasehold().facing(Optional.of(ann))));
    }

    /** As {@link #barred}, after an operator halted it: the other master has taken note. */
    public static ControlState barredHalted() {
        return barred().withHalted(true)
                .noting(NOW.minusSeconds(4), Notice.Severity.WARNING, Notice.Topic.HALTED, "Halted by bob.")
                .noting(
                        NOW.minusSeconds(1),
                        Notice.Severity.INFORMATION,
                        Notice.Topic.ORDER,
                        "ann@laptop, which holds the lease of shop, has taken note of the order and is halted: no step begins there.");
    }

    /** As {@link #halted}, after an operator rejected the undo that was offered. */
    public static ControlState undoRejected() {
        return Repertoire.shop("undoRejected", Shop.CROWDED, stage -> {
            begin(stage);
            stage.loop().ask(new Intent.Halt(Stage.OPERATOR));
            stage.first(Proposal.Status.HALTED);
            Proposal undo = stage.newest(Proposal.Status.OPEN);
            stage.loop().ask(new Intent.Reject(undo.id(), "", Stage.OPERATOR));
            stage.pass(1);
        });
    }

    /** A plan is done: a reading showed the change of every step. */
    public static ControlState done() {
        return Repertoire.shop("done", Shop.CROWDED, stage -> {
            begin(stage);
            stage.first(Proposal.Status.DONE);
            stage.pass(2);
        });
    }

    /** The shop is overloaded, and there is a notice that can be dismissed. */
    public static ControlState overloadedWithANotice() {
        return Repertoire.shop("overloadedWithANotice", Shop.CROWDED, stage -> {
            crowd(stage);
            stage.loop().ask(new Intent.Approve(FIRST, 1, Stage.OPERATOR));
            stage.pass(1);
        });
    }

    /** An earlier master ended while a plan ran. */
    public static ControlState interrupted() {
        return Repertoire.shop("interrupted", Shop.CROWDED, stage -> {
            begin(stage);
            stage.loop().restart(Mode.MANUAL);
            stage.pass(3);
        });
    }

    /** The director refused a step's command. */
    public static ControlState failed() {
        return Repertoire.shop("failed", Shop.CROWDED, stage -> {
            stage.loop()
                    .trouble(send -> send.action() instanceof TableAction.AddDestination
                            ? Optional.of(new CommandOutcome.Refused(
                                    "lb1 answered: Memory allocation problem (exit code 255). Nothing was added."))
                            : Optional.empty());
            crowd(stage);
            stage.approve(stage.newest(Proposal.Status.OPEN));
            stage.first(Proposal.Status.FAILED);
            stage.pass(2);
        });
    }

    /** A loan runs in automatic mode, and earlier loans have been given back. */
    public static ControlState lent() {
        DemandCurve twice = Shop.CALM
                .then(Shop.CROWD, 1_000, Duration.ofSeconds(2))
                .then(Duration.ofSeconds(28), 300, Duration.ofSeconds(2))
                .then(Duration.ofSeconds(130), 1_000, Duration.ofSeconds(2));
        return Repertoire.once(
                "lent",
                () -> Stage.endingAt(NOW, Shop.with(twice).hasty().story(), Repertoire.KEEPS, stage -> {
                    stage.open(Mode.AUTOMATIC);
                    stage.until(state -> state.proposals().stream()
                            .anyMatch(
                                    p -> p.plan().kind() == PlanKind.GIVE_BACK && p.status() == Proposal.Status.DONE));
                    stage.until(state -> state.proposals().getFirst().plan().kind() == PlanKind.BORROW
                            && state.proposals().getFirst().status() == Proposal.Status.DONE);
                    stage.pass(20);
                }));
    }

    /** The state before the first reading, without known hosts. */
    public static ControlState empty() {
        return ControlCore.initial(Mode.WATCH, NOW);
    }

    /** The shop is overloaded, and no server can lend. */
    public static ControlState undecided() {
        return Repertoire.once(
                "undecided",
                () -> Stage.endingAt(
                        NOW,
                        new Shop(
                                        Shop.CROWDED,
                                        List.of(DemandCurve.constant(965), DemandCurve.constant(203)),
                                        name -> name,
                                        Shop.ALL,
                                        SharingPolicy.defaults())
                                .story(),
                        Repertoire.KEEPS,
                        stage -> {
                            stage.open(Mode.MANUAL);
                            stage.pass(30);
                        }));
    }
}
