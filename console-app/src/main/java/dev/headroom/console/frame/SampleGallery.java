package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import java.time.Duration;
import java.util.List;

/** States that are hard to draw: everything dead, many servers, long names, an overload that nobody can help. */
final class SampleGallery {
    private static final int LONGEST = 60;

    private SampleGallery() {}

    static ControlState allDead() {
        return new SampleFleet(6, 3, name -> name, _ -> SampleFleet.Kind.OLD).state();
    }

    static ControlState neverRead() {
        return new SampleFleet(
                        6,
                        3,
                        name -> name,
                        host -> host.equals("lb1") || host.equals("rs1")
                                ? SampleFleet.Kind.FRESH
                                : SampleFleet.Kind.NEVER)
                .state();
    }

    static ControlState many(int servers) {
        return SampleFleet.of(servers).state();
    }

    /** Names of sixty characters that begin alike, with a proposal about them. */
    static ControlState longNames() {
        ControlState state = new SampleFleet(
                        6,
                        3,
                        SampleGallery::longName,
                        host -> host.equals("rs5") ? SampleFleet.Kind.OLD : SampleFleet.Kind.FRESH)
                .state();
        return with(state, state.verdicts(), List.of(borrow(state)));
    }

    /** Ends in what tells it apart, as names in the field do. */
    static String longName(String name) {
        String start = "production-eu-central-1-availability-zone-b-customer-facing-x";
        return start.substring(0, LONGEST - name.length() - 1) + "-" + name;
    }

    /** Overloaded, and every server says no. */
    static ControlState undecidedOverload() {
        ControlState state = SampleStates.overloaded();
        List<Verdict> verdicts = state.verdicts().stream()
                .<Verdict>map(verdict -> verdict.service().equals(SampleCluster.SHOP)
                        ? new Verdict.Undecided(
                                SampleCluster.SHOP,
                                List.of(
                                        "shop uses 14.48 cores of the 15.40 cores open to it, 94 %; the limit is 80 %.",
                                        "It is asked 1000.0 connections/s and can carry 1062.1 connections/s; 231.0"
                                                + " connections/s more is looked for.",
                                        "No server can lend anything to shop.",
                                        "rs3: The cluster file says that it does not lend.",
                                        "rs4: With the least weight there is it would be 91 % in use, and 85 % is the"
                                                + " limit.",
                                        "rs5: It rests after a recall for 4 min.",
                                        "rs6: It is not measured now: no frame for 47 s."))
                        : verdict)
                .toList();
        return with(state, verdicts, List.of());
    }

    private static ControlState with(ControlState state, List<Verdict> verdicts, List<Proposal> proposals) {
        return new ControlState(
                state.mode(),
                state.halted(),
                state.observation(),
                state.memory(),
                state.assessments(),
                verdicts,
                proposals,
                state.notices());
    }

    private static Proposal borrow(ControlState state) {
        RealServer lender = state.snapshot().servers().getLast();
        Container lent = lender.knownContainers().getLast();
        ServiceId service = lent.role().serving().orElseThrow();
        Step start =
                new Step(new ContainerAction.StartContainer(lent.id()), "It must run before anyone is sent to it.");
        Step await = new Step(
                new ContainerAction.AwaitServing(lent.id(), Duration.ofSeconds(30)),
                "No client is sent to what does not answer.");
        Plan plan = new Plan(
                PlanKind.BORROW,
                service,
                412,
                231,
                List.of(start, await),
                List.of(
                        Plan.Forecast.of(service, new Utilization(0.94), new Utilization(0.73)),
                        Plan.Forecast.of(lender.id(), new Utilization(0.26), new Utilization(0.68))),
                List.of(service + " is 94 % in use, above 80 %, for 14 s."),
                List.of(new Plan.WhyNot(
                        state.snapshot().servers().getFirst().id().name(),
                        "The cluster file says that it does not lend.")));
        List<StepProgress> steps = plan.steps().stream()
                .map(step -> new StepProgress(
                        step,
                        List.of(new ExactCommand(
                                step.action().host(),
                                "sudo -n lxc-start -n " + lent.id().name())),
                        StepProgress.State.PENDING,
                        "",
                        SampleStates.NOW))
                .toList();
        return new Proposal(
                new ProposalId(7),
                plan,
                steps,
                Proposal.Status.OPEN,
                SampleStates.NOW.minusSeconds(12),
                SampleStates.NOW.minusSeconds(12),
                "");
    }
}
