package dev.headroom.console.frame;

import static dev.headroom.console.frame.SampleCluster.LB1;
import static dev.headroom.console.frame.SampleCluster.LB2;
import static dev.headroom.console.frame.SampleCluster.SHOP;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The proposals of the pictures: the shop borrows from rs5, and what can become of that. */
final class SampleProposals {
    private static final int LENDER = 5;
    private static final int LOAN_WEIGHT = 60;
    private static final DestinationSpec LOAN = SampleCluster.destination(SHOP, LENDER, LOAN_WEIGHT);
    private static final ContainerId LENT = SampleCluster.container(SHOP, LENDER);
    private static final List<String> READ_BACK = List.of(
            "shop-5 is RUNNING",
            "10.0.5.10:443 accepts connections",
            "10.0.5.10:443 Route 60",
            "10.0.5.10:443 Route 60");

    private final Instant now;

    SampleProposals(Instant now) {
        this.now = now;
    }

    /** Open for a few seconds, nothing done. */
    Proposal open() {
        List<StepProgress> steps =
                borrow().steps().stream().map(step -> pending(step)).toList();
        return new Proposal(
                new ProposalId(7),
                borrow(),
                steps,
                Proposal.Status.OPEN,
                now.minusSeconds(12),
                now.minusSeconds(12),
                "");
    }

    /** Open: a server of the shop has failed. */
    Proposal failover() {
        Plan plan = new Plan(
                PlanKind.FAILOVER,
                SHOP,
                412,
                180,
                borrow().steps(),
                List.of(
                        Plan.Forecast.of(SHOP, new Utilization(0.91), new Utilization(0.58)),
                        Plan.Forecast.of(new ServerId("rs5"), new Utilization(0.26), new Utilization(0.59))),
                List.of(
                        "rs2 answers neither director for 12 s.",
                        "shop runs on rs1 alone, 91 % in use.",
                        "rs5 has the most available capacity: 4.7 cores above its reserve of 15 %."),
                List.of(
                        new Plan.WhyNot("rs3", "The cluster file says that it does not lend."),
                        new Plan.WhyNot("rs6", "It is not measured now: no frame for 47 s.")));
        List<StepProgress> steps = plan.steps().stream().map(this::pending).toList();
        return new Proposal(
                new ProposalId(8), plan, steps, Proposal.Status.OPEN, now.minusSeconds(7), now.minusSeconds(7), "");
    }

    Proposal running() {
        return ended(Proposal.Status.RUNNING, 2, StepProgress.State.RUNNING, "", StepProgress.State.PENDING)
                .with(Proposal.Status.RUNNING, "Approved by anna.", now.minusSeconds(9));
    }

    Proposal halted() {
        return ended(Proposal.Status.HALTED, 2, StepProgress.State.NOT_RUN, "", StepProgress.State.NOT_RUN);
    }

    /** A master before this one ended in the middle of it. */
    Proposal interrupted() {
        return ended(Proposal.Status.INTERRUPTED, 2, StepProgress.State.NOT_RUN, "", StepProgress.State.NOT_RUN);
    }

    Proposal failed() {
        return ended(
                Proposal.Status.FAILED,
                2,
                StepProgress.State.FAILED,
                "lb1 answered: Memory allocation problem (exit code 255). Nothing was added.",
                StepProgress.State.NOT_RUN);
    }

    Proposal done() {
        return ended(Proposal.Status.DONE, 4, StepProgress.State.DONE, "", StepProgress.State.DONE);
    }

    /** Older ones, for the history; newest first. */
    List<Proposal> past() {
        Proposal returned = older(6, PlanKind.GIVE_BACK, Proposal.Status.DONE, 41, "Approved by anna.", 4);
        Proposal refused =
                older(5, PlanKind.BORROW, Proposal.Status.REJECTED, 95, "Rejected by anna: the sale ends at noon.", 0);
        Proposal expired = older(4, PlanKind.BORROW, Proposal.Status.EXPIRED, 118, "Nobody answered for 10 min.", 0);
        Proposal superseded =
                older(3, PlanKind.BORROW, Proposal.Status.SUPERSEDED, 119, "rs6 no longer has the capacity.", 0);
        Proposal failedOver = older(2, PlanKind.FAILOVER, Proposal.Status.DONE, 1_502, "Approved by anna.", 4);
        Proposal balanced = older(1, PlanKind.BALANCE, Proposal.Status.DONE, 1_516, "Approved by anna.", 2);
        return List.of(returned, refused, expired, superseded, failedOver, balanced);
    }

    private Proposal older(long id, PlanKind kind, Proposal.Status status, int minutes, String note, int finished) {
        Instant at = now.minus(Duration.ofMinutes(minutes));
        Plan plan = new Plan(
                kind,
                SHOP,
                100 + id,
                kind == PlanKind.BALANCE ? 0 : kind == PlanKind.FAILOVER ? 310 : 231,
                steps(kind),
                List.of(),
                List.of(),
                List.of());
        List<StepProgress> steps = plan.steps().stream()
                .map(SampleProposals::commands)
                .map(step -> step.with(finished > 0 ? StepProgress.State.DONE : StepProgress.State.PENDING, "", at))
                .toList();
        return new Proposal(new ProposalId(id), plan, steps, status, at.minusSeconds(40), at, note);
    }

    private Proposal ended(
            Proposal.Status status, int done, StepProgress.State then, String detail, StepProgress.State rest) {
        List<Step> steps = borrow().steps();
        List<StepProgress> progress = IntStream.range(0, steps.size())
                .mapToObj(i -> i < done
                        ? commands(steps.get(i))
                                .with(StepProgress.State.DONE, READ_BACK.get(i), now.minusSeconds(8 - i))
                        : commands(steps.get(i))
                                .with(i == done ? then : rest, i == done ? detail : "", now.minusSeconds(4)))
                .toList();
        String note = switch (status) {
            case HALTED -> "Halted by anna.";
            case DONE -> "Every step was seen on its host.";
            case OPEN, RUNNING, SUSPENDED, INTERRUPTED, FAILED, REJECTED, EXPIRED, SUPERSEDED -> "";
        };
        return new Proposal(
                new ProposalId(7), borrow(), progress, status, now.minusSeconds(31), now.minusSeconds(4), note);
    }

    private StepProgress pending(Step step) {
        return commands(step).with(StepProgress.State.PENDING, "", now.minusSeconds(12));
    }

    private static StepProgress commands(Step step) {
        return new StepProgress(step, command(step.action()), StepProgress.State.PENDING, "", Instant.EPOCH);
    }

    private static List<ExactCommand> command(Action action) {
        String text = switch (action) {
            case ContainerAction.StartContainer start ->
                "sudo -n lxc-start -n " + start.container().name();
            case ContainerAction.StopContainer stop ->
                "sudo -n lxc-stop -n " + stop.container().name();
            case TableAction.AddDestination add ->
                "sudo -n ipvsadm -a -t 192.0.2.100:443 -r %s -g -w %s"
                        .formatted(add.spec().endpoint(), add.spec().weight());
            case TableAction.SetWeight set ->
                "sudo -n ipvsadm -e -t 192.0.2.100:443 -r %s -g -w %s"
                        .formatted(set.before().endpoint(), set.weight());
            case TableAction.RemoveDestination remove ->
                "sudo -n ipvsadm -d -t 192.0.2.100:443 -r " + remove.spec().endpoint();
            case Wait _ -> "";
        };
        return text.isEmpty() ? List.of() : List.of(new ExactCommand(action.host(), text));
    }

    private static Plan borrow() {
        return new Plan(
                PlanKind.BORROW,
                SHOP,
                412,
                231,
                List.of(
                        new Step(
                                new ContainerAction.StartContainer(LENT),
                                "The container must run before anyone is sent to it."),
                        new Step(
                                new ContainerAction.AwaitServing(LENT, Duration.ofSeconds(30)),
                                "No client is sent to a container that does not answer."),
                        new Step(add(LB1), "The active director begins to share."),
                        new Step(add(LB2), "Both directors stay equal.")),
                List.of(
                        Plan.Forecast.of(SHOP, new Utilization(0.94), new Utilization(0.73)),
                        Plan.Forecast.of(new ServerId("rs5"), new Utilization(0.26), new Utilization(0.68))),
                List.of(
                        "shop is 94 % in use, above 80 %, for 14 s.",
                        "rs5 has the most available capacity: 4.7 cores above its reserve of 15 %.",
                        "shop is asked 1,000 conn/s and can carry 850 conn/s below 80 %; 231 conn/s more is looked"
                                + " for."),
                List.of(
                        new Plan.WhyNot("rs3", "The cluster file says that it does not lend."),
                        new Plan.WhyNot("rs4", "It could carry 198 conn/s, less than rs5."),
                        new Plan.WhyNot("rs6", "It could carry 231 conn/s, but the chosen one is enough.")));
    }

    private static Action add(DirectorId director) {
        return new TableAction.AddDestination(director, SHOP, SampleCluster.address(SHOP), LOAN);
    }

    private static List<Step> steps(PlanKind kind) {
        return switch (kind) {
            case GIVE_BACK, RECALL, MAKE_ROOM -> giveBack();
            case BALANCE -> List.of(raise(LB1), raise(LB2));
            case BORROW, FAILOVER, RESTORE, UNDO -> borrow().steps();
        };
    }

    private static Step raise(DirectorId director) {
        return new Step(
                new TableAction.SetWeight(director, SHOP, SampleCluster.address(SHOP), LOAN, new Weight(90)),
                "It has room, and others of shop are above the threshold.");
    }

    private static List<Step> giveBack() {
        return List.of(
                new Step(
                        new TableAction.SetWeight(LB1, SHOP, SampleCluster.address(SHOP), LOAN, Weight.ZERO),
                        "No new connections."),
                new Step(
                        new TableAction.AwaitDrained(
                                LB1, SHOP, SampleCluster.address(SHOP), LOAN.endpoint(), Duration.ofSeconds(60)),
                        "Nobody is cut off."),
                new Step(
                        new TableAction.RemoveDestination(LB1, SHOP, SampleCluster.address(SHOP), LOAN),
                        "It is a destination no more."),
                new Step(new ContainerAction.StopContainer(LENT), "The lender gets its cores back."));
    }
}
