package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master is killed between each pair of steps of each kind of plan, stopped across its lease, or loses its director: the cluster
 * ends as it was configured, or as an order demands while that lasts.
 */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class KilledMasterLabIT {
    private static final String WEB_VIP = "10.99.0.100";
    private static final int CLIENTS = 12;
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final Pattern STEPS = Pattern.compile("(\\d+) of (\\d+)$");

    @TempDir
    private Path folder = Path.of("unset");

    private LabBefore began = LabBefore.UNSEEN;

    @BeforeEach
    void beginAsTheLabBegan() {
        began = LabBefore.reset();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void killedInALoanTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.BORROW);
    }

    @Test
    void killedInAGiveBackTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.GIVE_BACK);
    }

    @Test
    void killedInAFailoverTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.FAILOVER);
    }

    @Test
    void killedInARestorationTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.RESTORE);
    }

    @Test
    void killedInARecallTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.RECALL);
    }

    @Test
    void killedInRoomMadeForAnotherTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.MAKE_ROOM);
    }

    @Test
    void killedInABalanceTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.BALANCE);
    }

    @Test
    void killedInAnUndoTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.UNDO);
    }

    @Test
    void killedInAnEvacuationOfAHomeTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.EVACUATE_HOME);
    }

    @Test
    void killedInAnEvacuationOfALoanTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanStory.EVACUATE_LOAN);
    }

    /** Kills after no step, after the first, and so on; the last time the plan is done. */
    private void afterEachStep(PlanStory story) throws Exception {
        Reached reached = new Reached(0, false, "");
        for (int steps = 0; !reached.all(); steps = reached.steps() + 1) {
            Path state = Files.createDirectory(folder.resolve(story + "-" + steps));
            Path file = story.clusterFile(state);
            reached = killedAfter(story, steps, state, file);
            long killed = System.nanoTime();
            List<String> ended;
            try (LabMaster next = LabMaster.start(Mode.AUTOMATIC, state, file)) {
                if (story.kind == PlanKind.EVACUATE) {
                    awaitEvacuatedAndEndIt(next);
                }
                awaitConfigured(next);
                ended = next.state().proposals().reversed().stream()
                        .map(p -> "%s %s %s".formatted(p.id(), p.plan().kind(), p.status()))
                        .toList();
            }
            System.out.printf(
                    "[LAB] killed at '%s': as configured %.1f s later; plans: %s%n",
                    reached.line(), (System.nanoTime() - killed) / 1e9, ended);
            began.assertIsAgain("after " + reached);
        }
    }

    /**
     * How far the plans of a story came.
     *
     * @param steps seen to be done, of all its plans
     * @param all whether every plan of the story is done
     * @param line what the master said last
     */
    private record Reached(int steps, boolean all, String line) {}

    /** The line that the master said last. */
    static String killedAfter(PlanStory story, int steps, Path state) throws Exception {
        return killedAfter(story, steps, state, story.clusterFile(state)).line();
    }

    private static Reached killedAfter(PlanStory story, int steps, Path state, Path file) throws Exception {
        try (LabProcess master = LabProcess.start(Mode.AUTOMATIC, state, file)) {
            master.awaitReady(SOON);
            try (PlanStory.Ending _ = story.begin(master)) {
                return killed(master, story, steps);
            }
        }
    }

    private static Reached killed(LabProcess master, PlanStory story, int steps) throws InterruptedException {
        int before = 0;
        int plans = 0;
        while (true) {
            String line = master.await(
                    "%s has done %d steps".formatted(story, steps),
                    LATER,
                    said -> STEPS.matcher(said).find() && said.startsWith(story.kind + " "));
            Matcher done = STEPS.matcher(line);
            int sum = before + (done.find() ? Integer.parseInt(done.group(1)) : 0);
            boolean ended = line.startsWith(story.kind + " DONE ");
            if (ended) {
                before = sum;
                plans++;
            }
            boolean all = ended && plans == story.plans;
            if (all || (sum >= steps && (ended || line.startsWith(story.kind + " RUNNING ")))) {
                master.kill();
                return new Reached(sum, all, line);
            }
        }
    }

    /** The order outlives the master that took it. */
    private static void awaitEvacuatedAndEndIt(LabMaster next) throws InterruptedException {
        next.awaitAllRead(LATER);
        ServerId out = next.state().continuity().maintenance().orders().keySet().stream()
                .findFirst()
                .orElseThrow();
        next.await(out + " serves nobody", LATER, state -> isLeft(state, out) ? Optional.of(state) : Optional.empty());
        assertThat(next.running()
                        .master()
                        .submit(new Intent.SetMaintenance(out, false, "tester"))
                        .join())
                .isInstanceOf(Answer.Accepted.class);
    }

    private static boolean isLeft(ControlState state, ServerId server) {
        Set<Endpoint> there = state.snapshot().server(server).stream()
                .flatMap(s -> s.containers().fresh().stream())
                .flatMap(List::stream)
                .filter(Container::isRunning)
                .flatMap(c -> c.role().servingAt().stream())
                .collect(Collectors.toSet());
        return state.proposals().stream().noneMatch(p -> p.status().live())
                && state.snapshot()
                        .containers()
                        .noneMatch(c -> c.id().server().equals(server) && c.isStandBy() && c.isRunning())
                && specs(state)
                        .noneMatch(spec -> there.contains(spec.endpoint())
                                && !spec.weight().isQuiesced());
    }

    private static Stream<DestinationSpec> specs(ControlState state) {
        return state.snapshot().directors().stream()
                .flatMap(d -> d.table().fresh().stream())
                .flatMap(t -> t.entries().stream())
                .flatMap(e -> e.destinations().stream())
                .map(Destination::spec);
    }

    static void awaitConfigured(LabMaster master) throws InterruptedException {
        master.awaitAllRead(LATER);
        master.awaitReadings(2, SOON);
        master.await(
                "all is as configured", LATER, state -> isAsConfigured(state) ? Optional.of(state) : Optional.empty());
    }

    private static boolean isAsConfigured(ControlState state) {
        boolean idle = state.proposals().stream().noneMatch(p -> p.status().live());
        boolean read = state.snapshot().servers().stream().allMatch(RealServer::isMeasured);
        return idle
                && read
                && state.snapshot().containers().noneMatch(c -> c.isStandBy() && c.isRunning())
                && specs(state).noneMatch(spec -> spec.weight().isQuiesced());
    }

    @Test
    void aMasterThatSleptAcrossItsLeaseIsRefusedByTheHostsAndSaysSo() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        try (LabProcess sleeper = LabProcess.start(Mode.AUTOMATIC, first);
                Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
            sleeper.awaitReady(SOON);
            String last = sleeper.awaitBegun(PlanKind.BORROW, LATER);
            sleeper.signal("STOP");
            try (LabMaster other = LabMaster.start(Mode.MANUAL, second)) {
                other.awaitAllRead(LATER);
                Answer answer = other.running()
                        .master()
                        .submit(new Intent.TakeOver("tester"))
                        .join();
                System.out.printf(
                        "[LAB] stopped at '%s'; the other's take-over is %s%n",
                        last, answer.getClass().getSimpleName());
                other.await(
                        "it has the lease of the hosts",
                        LATER,
                        state -> state.barred().isEmpty() ? Optional.of(state) : Optional.empty());
                String changes = Lab.allChanges();
                sleeper.signal("CONT");
                String barred = sleeper.awaitBarred(LATER);
                System.out.printf("[LAB] the one that slept says '%s'%n", barred);
                other.awaitReadings(10, LATER);
                assertThat(Lab.allChanges()).isEqualTo(changes);
            }
            clients.stop();
        }
    }

    @Test
    void aLoanThatRunsWhileTheDirectorIsCutOffIsGivenBackAfterwards() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder)) {
            master.awaitAllRead(LATER);
            try (Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
                master.awaitProposal(PlanKind.BORROW, Status.DONE, LATER);
                clients.stop();
            }
            Lab.fault("cut", "lb1");
            try {
                master.await(
                        "the director is not read",
                        SOON,
                        state -> state.snapshot().directors().stream()
                                .filter(d -> d.table().fresh().isEmpty())
                                .findFirst());
                master.awaitReadings(20, LATER);
                assertThat(Lab.containers())
                        .as("the loan runs while nothing is known of its connections")
                        .isNotEqualTo(began.containers());
            } finally {
                Lab.fault("heal", "lb1");
            }
            awaitConfigured(master);
            assertThat(master.state().proposals()).noneMatch(p -> p.status() == Status.FAILED);
        }
        began.assertIsAgain("at the end");
    }
}
