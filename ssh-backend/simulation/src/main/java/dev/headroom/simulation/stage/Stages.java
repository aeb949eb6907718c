package dev.headroom.simulation.stage;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The states for pictures and tests of the window. The control loop, the sharing rules and the command speller made
 * each on a simulated cluster. They are made once and kept; every run gives the same.
 */
public final class Stages {
    /** The time of every state. */
    public static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

    /** The first proposal of each story. */
    public static final ProposalId FIRST = new ProposalId(1);

    /** The installation whose mark the started containers bear. */
    public static final Installation CONSOLE = new Installation("console-1", "shop");

    private static final Set<ServerId> KEEPS = Set.of(new ServerId("rs3"));
    private static final Map<String, ControlState> MADE = new ConcurrentHashMap<>();
    /** A demand that rises and falls before a loan can help. */
    private static final DemandCurve BRIEFLY = DemandCurve.constant(480)
            .then(Shop.CROWD, 1_000, Duration.ofSeconds(2))
            .then(Duration.ofSeconds(22), 480, Duration.ofSeconds(2));

    private static final int LONGEST_NAME = 60;

    private Stages() {}

    private static ControlState once(String name, Supplier<ControlState> make) {
        ControlState known = MADE.get(name);
        if (known == null) {
            known = make.get();
            MADE.put(name, known);
        }
        return known;
    }

    private static ControlState shop(String name, DemandCurve demand, Consumer<Stage> play) {
        return once(name, () -> Stage.endingAt(NOW, Shop.with(demand).story(), KEEPS, play));
    }

    /** Every service is within its limits. */
    public static ControlState calm() {
        return shop("calm", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(10);
        });
    }

    /** The shop is overloaded, and a proposal to borrow waits for approval. */
    public static ControlState overloaded() {
        return shop("overloaded", Shop.CROWDED, Stages::crowd);
    }

    /** As {@link #overloaded}, in watch mode, in which no proposal can be approved. */
    public static ControlState overloadedInWatch() {
        return shop("overloadedInWatch", Shop.CROWDED, stage -> crowd(stage, Mode.WATCH));
    }

    /** As {@link #overloaded}, while the master is halted. */
    public static ControlState overloadedWhileHalted() {
        return shop("overloadedWhileHalted", Shop.CROWDED, stage -> {
            crowd(stage);
            stage.loop().ask(new Intent.Halt(Stage.OPERATOR));
            stage.pass(1);
        });
    }

    /** As {@link #overloaded}, some seconds later: newer readings gave a new plan. */
    public static ControlState overloadedStill() {
        return shop("overloadedStill", Shop.CROWDED, stage -> {
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

    /** In watch mode: one server has failed and the readings of one are stale; a proposal waits. */
    public static ControlState trouble() {
        return shop("trouble", BRIEFLY, stage -> trouble(stage, Mode.WATCH));
    }

    /** As {@link #trouble}, in manual mode, in which the proposal can be approved. */
    public static ControlState troubleInManual() {
        return shop("troubleInManual", BRIEFLY, stage -> trouble(stage, Mode.MANUAL));
    }

    private static void trouble(Stage stage, Mode mode) {
        stage.open(mode);
        stage.until(state -> state.proposals().stream()
                .anyMatch(proposal -> !proposal.status().live()));
        stage.happens(new ServerId("rs6"), Fault.Kind.CUT);
        stage.pass(30);
        stage.happens(new ServerId("rs2"), Fault.Kind.KILL);
        stage.newest(Proposal.Status.OPEN);
        stage.pass(4);
    }

    /** No operator has agreed to the division of the containers. */
    public static ControlState unadopted() {
        return shop("unadopted", Shop.CALM, stage -> stage.pass(6));
    }

    /** As {@link #unadopted}, without rs6 in the cluster. */
    public static ControlState unadoptedWithoutRs6() {
        return once(
                "unadoptedWithoutRs6",
                () -> Stage.endingAt(NOW, Shop.with(Shop.CALM).without(6).story(), KEEPS, stage -> stage.pass(6)));
    }

    /** An approved plan runs: two steps are done, the command of the third is on the way. */
    public static ControlState running() {
        return shop("running", Shop.CROWDED, Stages::begin);
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
        return shop("halted", Shop.CROWDED, stage -> {
            begin(stage);
            stage.loop().ask(new Intent.Halt(Stage.OPERATOR));
            stage.first(Proposal.Status.HALTED);
            stage.pass(2);
        });
    }

    /** As {@link #halted}, after an operator rejected the undo that was offered. */
    public static ControlState undoRejected() {
        return shop("undoRejected", Shop.CROWDED, stage -> {
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
        return shop("done", Shop.CROWDED, stage -> {
            begin(stage);
            stage.first(Proposal.Status.DONE);
            stage.pass(2);
        });
    }

    /** The shop is overloaded, and there is a notice that can be dismissed. */
    public static ControlState overloadedWithANotice() {
        return shop("overloadedWithANotice", Shop.CROWDED, stage -> {
            crowd(stage);
            stage.loop().ask(new Intent.Approve(FIRST, 1, Stage.OPERATOR));
            stage.pass(1);
        });
    }

    /** An earlier master ended while a plan ran. */
    public static ControlState interrupted() {
        return shop("interrupted", Shop.CROWDED, stage -> {
            begin(stage);
            stage.loop().restart(Mode.MANUAL);
            stage.pass(3);
        });
    }

    /** The director refused a step's command. */
    public static ControlState failed() {
        return shop("failed", Shop.CROWDED, stage -> {
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
        return once(
                "lent",
                () -> Stage.endingAt(NOW, Shop.with(twice).hasty().story(), KEEPS, stage -> {
                    stage.open(Mode.AUTOMATIC);
                    stage.until(state -> state.proposals().stream()
                            .anyMatch(
                                    p -> p.plan().kind() == PlanKind.GIVE_BACK && p.status() == Proposal.Status.DONE));
                    stage.until(state -> state.proposals().getFirst().plan().kind() == PlanKind.BORROW
                            && state.proposals().getFirst().status() == Proposal.Status.DONE);
                    stage.pass(20);
                }));
    }

    /**
     * One host key has changed, one host does not answer. A simulated host has no key, so the connections' sentences
     * are inserted, in the words of the SSH layer.
     */
    public static ControlState refused() {
        ControlState read = shop("refused", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(5);
            stage.happens(new ServerId("rs6"), Fault.Kind.CUT);
            stage.pass(47);
        });
        List<HostStatus> hosts = read.observation().hosts().stream()
                .map(host -> switch (host.host().name()) {
                    case "rs6" ->
                        new HostStatus(
                                host.host(),
                                host.address(),
                                HostStatus.State.REFUSED,
                                "The key that rs6 shows is not the one on record: it was installed anew, or somebody"
                                        + " is in between. Compare with the machine itself, then: ssh-keygen -R"
                                        + " 192.0.2.16",
                                host.since());
                    case "lb2" ->
                        new HostStatus(
                                host.host(),
                                host.address(),
                                HostStatus.State.RETRYING,
                                "192.0.2.3 does not answer on port 22; tried again in 8 s. Maybe it is down, or a"
                                        + " firewall stands between.",
                                NOW.minusSeconds(2));
                    default -> host;
                })
                .toList();
        return read.retold(new Observation(read.snapshot(), hosts), read.verdicts(), read.proposals(), read.notices());
    }

    /** The state before the first reading, without known hosts. */
    public static ControlState empty() {
        return ControlCore.initial(Mode.WATCH, NOW);
    }

    /** No host sends readings any more. */
    public static ControlState allDead() {
        return shop("allDead", Shop.CALM, stage -> {
            stage.open(Mode.MANUAL);
            stage.pass(10);
            stage.state().observation().hosts().forEach(host -> stage.happens(host.host(), Fault.Kind.CUT));
            stage.pass(190);
        });
    }

    /** Only one director and one server were ever read. */
    public static ControlState neverRead() {
        Set<HostId> read = Set.of(new DirectorId("lb1"), new ServerId("rs1"));
        return shop("neverRead", Shop.CALM, stage -> {
            stage.loop().cluster().description().hosts().stream()
                    .filter(host -> !read.contains(host))
                    .forEach(host -> stage.happens(host, Fault.Kind.CUT));
            stage.open(Mode.MANUAL);
            stage.pass(10);
        });
    }

    /** The shop is overloaded, and no server can lend. */
    public static ControlState undecided() {
        return once(
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
                        KEEPS,
                        stage -> {
                            stage.open(Mode.MANUAL);
                            stage.pass(30);
                        }));
    }

    /** Five services on many servers, one of which is stale and one never read; at least 23 servers. */
    public static ControlState many(int servers) {
        return once("many " + servers, () -> {
            Scenario story = Scenarios.generated(servers + 2, 5, 1);
            return Stage.lasting(Duration.ofSeconds(8), NOW, story, stage -> {
                stage.happens(new ServerId("rs23"), Fault.Kind.CUT);
                stage.open(Mode.MANUAL);
                stage.happens(new ServerId("rs17"), Fault.Kind.CUT);
                stage.pass(6);
            });
        });
    }

    /** Names of sixty characters with the same beginning, and a proposal about them. */
    public static ControlState longNames() {
        return once(
                "longNames",
                () -> Stage.endingAt(
                        NOW,
                        new Shop(Shop.CROWDED, Shop.USUAL, Stages::longName, Shop.ALL, SharingPolicy.defaults())
                                .story(),
                        Set.of(new ServerId(longName("rs3"))),
                        stage -> {
                            stage.open(Mode.MANUAL);
                            stage.newest(Proposal.Status.OPEN);
                            stage.happens(new ServerId(longName("rs6")), Fault.Kind.CUT);
                            stage.pass(6);
                        }));
    }

    /** A long name that ends in {@code name}: names in the field often differ only at their end. */
    public static String longName(String name) {
        String start = "production-eu-central-1-availability-zone-b-customer-facing-x";
        return start.substring(0, LONGEST_NAME - name.length() - 1) + "-" + name;
    }
}
