package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts of plans and of their undo, run by {@code sh} on hosts that keep what commands change. */
@EnabledOnOs(OS.LINUX)
class PlanScriptsTest {
    private static final ProposalId P1 = new ProposalId(1);
    private static final String HOME = "192.0.2.11:80";
    private static final String LOAN = "192.0.2.12:80";
    private static final Map<HostId, Privilege> ROOTS = Map.of(
            new DirectorId("lb1"),
            Privilege.ROOT,
            new DirectorId("lb2"),
            Privilege.ROOT,
            new ServerId("rs2"),
            Privilege.ROOT);
    private static final ActionCommands COMMANDS =
            ActionCommands.withUsualRuntime(ROOTS, new Installation("0123-4567", "shop"));
    private static final PlanScripts SCRIPTS = new PlanScripts("shop", SharingPolicy.defaults(), COMMANDS::preview);
    private static final Plan BORROW = PerfectCluster.borrow(PerfectCluster.WEB, 1, 10);
    private static final Plan QUIESCE = PerfectCluster.quiesce(PerfectCluster.WEB, 1);
    private static final Plan GIVE_BACK = PerfectCluster.giveBack(PerfectCluster.WEB, PerfectCluster.RS2, 1);

    @TempDir
    Path folder = Path.of(".");

    private final PerfectCluster cluster = new PerfectCluster();
    private FakeHosts hosts;

    @BeforeEach
    void hosts() throws IOException {
        hosts = new FakeHosts(folder, List.of("lb1", "lb2", "rs2"));
        tables(HOME + " 10\n");
        hosts.write("rs2", "web.state", "STOPPED\n");
    }

    private void tables(String table) throws IOException {
        hosts.write("lb1", "table", table);
        hosts.write("lb2", "table", table);
    }

    private static Proposal proposal(Plan plan, Status status, IntFunction<State> states) {
        List<StepProgress> steps = IntStream.range(0, plan.steps().size())
                .mapToObj(i -> new StepProgress(
                        plan.steps().get(i),
                        COMMANDS.preview(plan.actions().get(i)),
                        states.apply(i),
                        "",
                        PerfectCluster.START))
                .toList();
        return new Proposal(P1, plan, steps, status, PerfectCluster.START, PerfectCluster.START, "");
    }

    private static Proposal open(Plan plan) {
        return proposal(plan, Status.OPEN, _ -> State.PENDING);
    }

    private static Proposal done(Plan plan) {
        return proposal(plan, Status.DONE, _ -> State.DONE);
    }

    private static Script script(ClusterSnapshot snapshot, Proposal proposal, boolean undo) {
        ControlState state = new ControlState(
                Mode.MANUAL,
                false,
                new Observation(snapshot, List.of()),
                SharingMemory.EMPTY,
                List.of(),
                List.of(),
                List.of(proposal),
                List.of());
        return SCRIPTS.of(state, P1, undo);
    }

    private String undo(Proposal proposal) {
        return text(script(cluster.truth(), proposal, true));
    }

    private String plan(Plan plan) {
        return text(script(cluster.truth(), open(plan), false));
    }

    /** The script of the first steps of a plan. */
    private static String begun(Plan plan, int steps) {
        return PlanScript.of("shop", open(plan).steps().subList(0, steps));
    }

    private static String text(Script script) {
        assertThat(script).isInstanceOf(Script.Written.class);
        return ((Script.Written) script).text();
    }

    @Test
    void theUndoOfAnOpenPlanTakesBackWhateverOfItWasDone() throws Exception {
        Map<String, String> before = hosts.state();
        String undo = undo(open(BORROW));

        for (int steps = 0; steps <= BORROW.steps().size(); steps++) {
            FakeHosts.Ended forth = hosts.run(begun(BORROW, steps));
            assertThat(forth.code()).as(forth.output()).isZero();
            FakeHosts.Ended back = hosts.run(undo);

            assertThat(back.code()).as(back.output()).isZero();
            assertThat(hosts.state()).as("after %d steps", steps).isEqualTo(before);
            if (steps == 0) {
                assertThat(back.changes()).isEmpty();
            }
        }
    }

    /** A loan whose weight is raised in steps, on the first director only. */
    private static Plan ramp() {
        TableAction.AddDestination added =
                (TableAction.AddDestination) BORROW.actions().get(2);
        List<Action> actions = List.of(
                BORROW.actions().get(0),
                BORROW.actions().get(1),
                new TableAction.AddDestination(added.director(), added.service(), added.address(), weight(added, 3)),
                new TableAction.SetWeight(
                        added.director(), added.service(), added.address(), weight(added, 3), new Weight(6)),
                new TableAction.SetWeight(
                        added.director(), added.service(), added.address(), weight(added, 6), new Weight(10)));
        return new Plan(
                BORROW.kind(),
                BORROW.service(),
                1,
                0,
                actions.stream().map(action -> new Step(action, "Because.")).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static DestinationSpec weight(TableAction.AddDestination added, int weight) {
        return added.spec().withWeight(new Weight(weight));
    }

    @Test
    void theUndoOfARampTakesBackEachOfItsWeights() throws Exception {
        Map<String, String> before = hosts.state();
        String undo = undo(open(ramp()));

        for (int steps = 0; steps <= ramp().steps().size(); steps++) {
            assertThat(hosts.run(begun(ramp(), steps)).code()).isZero();
            FakeHosts.Ended back = hosts.run(undo);

            assertThat(back.code()).as(back.output()).isZero();
            assertThat(hosts.state()).as("after %d steps", steps).isEqualTo(before);
        }
    }

    @Test
    void anEarlierWeightOfARampThatHasEndedIsSomebodyElses() throws Exception {
        assertThat(hosts.run(plan(ramp())).code()).isZero();
        hosts.write("lb1", "table", HOME + " 10\n" + LOAN + " 6\n");

        FakeHosts.Ended ended = hosts.run(undo(done(ramp())));

        assertThat(ended.output()).contains("has weight 6, not 10: somebody else has set it.");
        assertThat(ended.changes()).isEmpty();
    }

    @Test
    void theUndoOfAReturnLendsAgain() throws Exception {
        cluster.lends(PerfectCluster.WEB, PerfectCluster.RS2);
        String undo = undo(open(GIVE_BACK));
        hosts.run(plan(BORROW));
        Map<String, String> before = hosts.state();
        assertThat(before.get("hosts/lb1/table")).isEqualTo(HOME + " 10\n" + LOAN + " 10\n");

        for (int steps = 0; steps <= GIVE_BACK.steps().size(); steps++) {
            FakeHosts.Ended forth = hosts.run(begun(GIVE_BACK, steps));
            assertThat(forth.code()).as(forth.output()).isZero();
            FakeHosts.Ended back = hosts.run(undo);

            assertThat(back.code()).as(back.output()).isZero();
            assertThat(hosts.state()).as("after %d steps", steps).isEqualTo(before);
        }
    }

    @Test
    void aScriptOfAnUndoThatIsRunAgainChangesNothing() throws Exception {
        String undo = undo(done(QUIESCE));
        assertThat(hosts.run(plan(QUIESCE)).code()).isZero();
        assertThat(hosts.run(undo).changes()).hasSize(2);

        FakeHosts.Ended again = hosts.run(undo);

        assertThat(again.code()).isZero();
        assertThat(again.changes()).isEmpty();
        assertThat(again.output()).contains(HOME + " of web on lb2 has weight 10 already");
    }

    @Test
    void somebodyElsesWeightIsNotOverwrittenByTheUndo() throws Exception {
        assertThat(hosts.run(plan(QUIESCE)).code()).isZero();
        hosts.write("lb1", "table", HOME + " 3\n");

        FakeHosts.Ended ended = hosts.run(undo(done(QUIESCE)));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("has weight 3, not 0: somebody else has set it. It is left as it is.");
        assertThat(ended.changes().stream().filter(change -> change.startsWith("lb1")))
                .isEmpty();
        assertThat(hosts.state().get("hosts/lb1/table")).isEqualTo(HOME + " 3\n");
    }

    @Test
    void somebodyElsesWeightIsNotOverwrittenByThePlan() throws Exception {
        tables(HOME + " 4\n");

        FakeHosts.Ended ended = hosts.run(plan(QUIESCE));

        assertThat(ended.output()).contains("Stopped at step 1 (", "has weight 4, not 10: somebody else has set it.");
        assertThat(ended.changes()).isEmpty();
    }

    @Test
    void aNewcomerWithAnotherWeightIsLeftInTheTable() throws Exception {
        assertThat(hosts.run(plan(BORROW)).code()).isZero();
        tables(HOME + " 10\n" + LOAN + " 7\n");

        FakeHosts.Ended ended = hosts.run(undo(done(BORROW)));

        assertThat(ended.output()).contains(LOAN + " of web on lb1 has weight 7, not 10");
        assertThat(ended.changes()).isEmpty();
    }

    /** The start of a container that runs fails, and a failed start takes its mark away: nobody would stop it then. */
    @Test
    void aPlanThatIsRunASecondTimeDoesNotStartWhatRuns() throws Exception {
        assertThat(hosts.run(plan(BORROW)).code()).isZero();
        Map<String, String> before = hosts.state();
        assertThat(before.get("hosts/rs2/loans/web")).isEqualTo("headroom-loan 1 0123-4567 shop");

        FakeHosts.Ended again = hosts.run(plan(BORROW));

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.output()).contains("web on rs2 is RUNNING already. Nothing is changed there.");
        assertThat(again.changes()).isEmpty();
        assertThat(hosts.state()).isEqualTo(before);
    }

    @Test
    void aTableThatCannotBeReadIsNotChanged() throws Exception {
        assertThat(hosts.run(plan(QUIESCE)).code()).isZero();
        hosts.write("lb1", "down", "");
        hosts.write("lb2", "down", "");

        FakeHosts.Ended ended = hosts.run(undo(done(QUIESCE)));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("nothing was changed: lb2 is not reached (exit code 255).");
        assertThat(ended.changes()).isEmpty();
    }

    /** A loan that is started and then cannot be entered anywhere would be left behind. */
    @Test
    void aHostOfALaterStepThatIsNotReachedStopsTheScriptBeforeTheFirst() throws Exception {
        hosts.write("lb1", "down", "");

        FakeHosts.Ended ended = hosts.run(plan(BORROW));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("nothing was changed: lb1 is not reached (exit code 255).");
        assertThat(ended.changes()).isEmpty();
    }

    @Test
    void aContainerThatAnotherInstallationStartedIsNotStopped() throws Exception {
        assertThat(hosts.run(plan(BORROW)).code()).isZero();
        hosts.write("rs2", "loans/web", "headroom-loan 1 ffff-ffff shop 1\n");

        FakeHosts.Ended ended = hosts.run(undo(done(BORROW)));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("web was not stopped, for it does not bear the mark of this installation");
        assertThat(hosts.state().get("hosts/rs2/web.state")).isEqualTo("RUNNING\n");
    }

    @Test
    void nothingIsChangedWhileAMasterHoldsTheLeaseOfAHost() throws Exception {
        assertThat(hosts.run(plan(QUIESCE)).code()).isZero();
        hosts.lease("lb2", 4);

        FakeHosts.Ended ended = hosts.run(undo(done(QUIESCE)));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.changes()).isEmpty();
        assertThat(ended.output())
                .contains("nothing was done, for ann@laptop holds the lease of shop, and renewed it")
                .contains("Stopped before the first step: nothing was changed: a master may change lb2 now.");
        assertThat(hosts.run(undo(done(QUIESCE)), Map.of("HEADROOM_LEASE", "ignore"))
                        .changes())
                .hasSize(2);
    }

    @Test
    void theLeaseOfAMasterThatIsGoneHoldsNothingUp() throws Exception {
        hosts.lease("lb1", 31);
        hosts.lease("lb2", 31);

        assertThat(hosts.run(plan(QUIESCE)).changes()).hasSize(2);
    }

    @Test
    void aMasterThatTakesTheLeaseMeanwhileStopsTheScript() throws Exception {
        hosts.lease("lb1", 4);
        String withoutTheFirstLook = plan(QUIESCE).replace("\nunless_held ", "\n: ");

        FakeHosts.Ended ended = hosts.run(withoutTheFirstLook);

        assertThat(ended.output()).contains("the command failed on lb1.");
        assertThat(ended.changes()).isEmpty();
    }

    @Test
    void whatTheHostRefusedAndWhatWasNotNeededIsNotTakenBack() throws Exception {
        Proposal halted = proposal(QUIESCE, Status.HALTED, step -> step == 0 ? State.NOT_NEEDED : State.NOT_RUN);
        assertThat(script(cluster.truth(), halted, true)).isEqualTo(new Script.None("There is nothing to undo in P1."));
        assertThat(script(cluster.truth(), proposal(QUIESCE, Status.REJECTED, _ -> State.PENDING), true))
                .isEqualTo(new Script.None("There is nothing to undo in P1."));
    }

    @Test
    void anUndoThatLacksADirectorIsNotWritten() {
        ClusterSnapshot snapshot = cluster.truth();
        ClusterSnapshot unread = snapshot.withDirectors(snapshot.directors().stream()
                .map(d -> d.id().name().equals("lb2")
                        ? new Director(
                                d.id(),
                                new Reading.Stale<>(
                                        d.table().lastKnown().orElseThrow(), PerfectCluster.START, "It is gone."))
                        : d)
                .toList());

        assertThat(script(unread, done(BORROW), true))
                .isEqualTo(new Script.None(
                        "lb2 is not read now, so it is not known what would take P1 back there. Ask again when it is"
                                + " read."));
        assertThat(script(unread, done(ramp()), true))
                .as("it stops a container to which lb2 may send clients, though the plan did not change lb2")
                .isInstanceOf(Script.None.class);
        assertThat(text(script(unread, open(BORROW), false))).contains("unless_held");
    }

    @Test
    void thereIsNoScriptOfAProposalThatIsNotKnown() {
        ControlState empty = new ControlState(
                Mode.MANUAL,
                false,
                new Observation(cluster.truth(), List.of()),
                SharingMemory.EMPTY,
                List.of(),
                List.of(),
                List.of(),
                List.of());

        assertThat(SCRIPTS.of(empty, P1, false)).isEqualTo(new Script.None("There is no proposal P1."));
    }
}
