package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master is killed between each pair of steps of each kind of plan, stopped across its lease, or loses its director: the cluster
 * ends as it was configured. Its clock is not set back here, for that would set the clock of this machine: the schedules of
 * {@code simulation} do it.
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

    private String tableBefore = "";
    private String containersBefore = "";

    @BeforeEach
    void beginAsTheLabBegan() {
        Lab.reset();
        tableBefore = Lab.table("lb1");
        containersBefore = Lab.containers();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void killedInALoanTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanKind.BORROW);
    }

    @Test
    void killedInAGiveBackTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanKind.GIVE_BACK);
    }

    @Test
    void killedInAFailoverTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanKind.FAILOVER);
    }

    @Test
    void killedInARestorationTheNextMasterEndsAsConfigured() throws Exception {
        afterEachStep(PlanKind.RESTORE);
    }

    /** Kills after no step, after the first, and so on; the last time the plan is done. */
    private void afterEachStep(PlanKind kind) throws Exception {
        boolean more = true;
        for (int steps = 0; more; steps++) {
            Path state = Files.createDirectory(folder.resolve(kind + "-" + steps));
            String last = killedAfter(kind, steps, state);
            long killed = System.nanoTime();
            try (LabMaster next = LabMaster.start(Mode.AUTOMATIC, state)) {
                awaitConfigured(next);
            }
            System.out.printf(
                    "[LAB] killed at '%s': as configured %.1f s later%n", last, (System.nanoTime() - killed) / 1e9);
            assertThat(Lab.table("lb1")).as("after %s", last).isEqualTo(tableBefore);
            assertThat(Lab.containers()).as("after %s", last).isEqualTo(containersBefore);
            more = !last.contains(" DONE ");
        }
    }

    /** The line that the master said last. */
    private static String killedAfter(PlanKind kind, int steps, Path state) throws Exception {
        try (LabProcess master = LabProcess.start(Mode.AUTOMATIC, state)) {
            master.awaitReady(SOON);
            return switch (kind) {
                case BORROW -> {
                    try (Clients _ = Clients.start(WEB_VIP, CLIENTS)) {
                        yield killed(master, kind, steps);
                    }
                }
                case GIVE_BACK -> {
                    try (Clients _ = Clients.start(WEB_VIP, CLIENTS)) {
                        awaitDone(master, PlanKind.BORROW);
                    }
                    yield killed(master, kind, steps);
                }
                case FAILOVER -> {
                    Lab.fault("kill", "rs1");
                    try {
                        yield killed(master, kind, steps);
                    } finally {
                        Lab.fault("heal", "rs1");
                    }
                }
                case RESTORE -> {
                    Lab.fault("kill", "rs1");
                    try {
                        awaitDone(master, PlanKind.FAILOVER);
                    } finally {
                        Lab.fault("heal", "rs1");
                    }
                    yield killed(master, kind, steps);
                }
                case RECALL, EVACUATE, MAKE_ROOM, BALANCE, UNDO -> throw new IllegalArgumentException(kind.toString());
            };
        }
    }

    private static void awaitDone(LabProcess master, PlanKind kind) throws InterruptedException {
        master.await(kind + " is done", LATER, line -> line.startsWith(kind + " DONE "));
    }

    private static String killed(LabProcess master, PlanKind kind, int steps) throws InterruptedException {
        String line = master.await("%s has done %d steps".formatted(kind, steps), LATER, said -> {
            Matcher done = STEPS.matcher(said);
            return said.startsWith(kind + " DONE ")
                    || (said.startsWith(kind + " RUNNING ") && done.find() && Integer.parseInt(done.group(1)) >= steps);
        });
        master.kill();
        return line;
    }

    private static void awaitConfigured(LabMaster master) throws InterruptedException {
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
                && state.snapshot().directors().stream()
                        .flatMap(d -> d.table().fresh().stream())
                        .flatMap(t -> t.entries().stream())
                        .flatMap(e -> e.destinations().stream())
                        .map(Destination::spec)
                        .noneMatch(spec -> spec.weight().isQuiesced());
    }

    @Test
    void aMasterThatSleptAcrossItsLeaseIsRefusedByTheHostsAndSaysSo() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        try (LabProcess sleeper = LabProcess.start(Mode.AUTOMATIC, first);
                Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
            sleeper.awaitReady(SOON);
            String last = sleeper.await(
                    "it has begun a loan",
                    LATER,
                    line -> line.startsWith("BORROW RUNNING ") && !line.contains(" 0 of "));
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
                        .isNotEqualTo(containersBefore);
            } finally {
                Lab.fault("heal", "lb1");
            }
            awaitConfigured(master);
            assertThat(master.state().proposals()).noneMatch(p -> p.status() == Status.FAILED);
        }
        assertThat(Lab.table("lb1")).isEqualTo(tableBefore);
        assertThat(Lab.containers()).isEqualTo(containersBefore);
    }
}
