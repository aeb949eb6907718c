package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.Verification;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clocks are set by half an hour in the middle of plans, those of the hosts and that of the master: plans go on, a dead server is
 * replaced as fast as ever, and the journal tells of it. The clock of this machine is left alone: a library between the master's
 * process and the system answers for it (Debian's libfaketime), which leaves the monotonic clock as it is.
 */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class SetClocksLabIT {
    private static final String WEB_VIP = "10.99.0.100";
    private static final int CLIENTS = 12;
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final List<String> HOSTS = List.of("lb1", "rs1", "rs2", "rs3");
    private static final String FAKE_TIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    @TempDir
    private Path folder = Path.of("unset");

    private LabBefore began = LabBefore.UNSEEN;

    @BeforeEach
    void beginAsTheLabBegan() {
        began = LabBefore.reset();
    }

    @AfterEach
    void leaveNothingBehind() {
        setHosts(Duration.ZERO);
        Lab.reset();
    }

    /** Against the clock of this machine. */
    private static void setHosts(Duration ahead) {
        HOSTS.parallelStream()
                .forEach(host ->
                        Lab.ssh(host, "date -s @" + Instant.now().plus(ahead).getEpochSecond() + " >/dev/null"));
    }

    @Test
    void ofTheHostsTheyStopNoPlanAndDelayNoFailover() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder)) {
            master.awaitAllRead(SOON);
            try (Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
                awaitBegun(master, PlanKind.BORROW);
                long set = System.nanoTime();
                setHosts(HALF_AN_HOUR.negated());
                master.awaitProposal(PlanKind.BORROW, Status.DONE, SOON);
                System.out.printf(
                        "[LAB] hosts set back 30 min in a loan: done %.1f s later%n", (System.nanoTime() - set) / 1e9);
                clients.stop();
                assertThat(clients.failures()).isEmpty();
            }
            awaitBegun(master, PlanKind.GIVE_BACK);
            long set = System.nanoTime();
            setHosts(HALF_AN_HOUR);
            master.awaitProposal(PlanKind.GIVE_BACK, Status.DONE, LATER);
            System.out.printf(
                    "[LAB] hosts set forward 60 min in a give-back: done %.1f s later%n",
                    (System.nanoTime() - set) / 1e9);
            setHosts(HALF_AN_HOUR.negated());
            Lab.fault("kill", "rs1");
            long killed = System.nanoTime();
            try {
                master.awaitProposal(PlanKind.FAILOVER, Status.DONE, SOON);
                System.out.printf(
                        "[LAB] hosts set back 60 min, rs1 killed: served elsewhere %.1f s later%n",
                        (System.nanoTime() - killed) / 1e9);
            } finally {
                Lab.fault("heal", "rs1");
            }
            master.awaitProposal(PlanKind.RESTORE, Status.DONE, LATER);
            KilledMasterLabIT.awaitConfigured(master);
            assertThat(master.state().proposals()).noneMatch(p -> p.status() == Status.FAILED);
        }
        assertAsItWas();
    }

    @Test
    void ofTheMasterTheyStopNoPlanDelayNoFailoverAndAreToldInTheJournal() throws Exception {
        Path clock = folder.resolve("clock");
        set(clock, "+0");
        Map<String, String> environment = Map.of(
                "LD_PRELOAD", FAKE_TIME,
                "FAKETIME_TIMESTAMP_FILE", clock.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                "DONT_FAKE_MONOTONIC", "1");
        Path state = Files.createDirectory(folder.resolve("state"));
        try (LabProcess master = LabProcess.start(Mode.AUTOMATIC, state, Lab.clusterFile(), environment)) {
            master.awaitReady(LATER);
            try (Clients _ = Clients.start(WEB_VIP, CLIENTS)) {
                String _ = master.awaitBegun(PlanKind.BORROW, LATER);
                awaitDone(master, PlanKind.BORROW, clock, "-30m");
            }
            String _ = master.awaitBegun(PlanKind.GIVE_BACK, LATER);
            awaitDone(master, PlanKind.GIVE_BACK, clock, "+30m");
            Lab.fault("kill", "rs1");
            try {
                awaitDone(master, PlanKind.FAILOVER, clock, "-30m");
            } finally {
                Lab.fault("heal", "rs1");
            }
            String _ = master.awaitDone(PlanKind.RESTORE, LATER);
        }
        JournalReader journal = new JournalReader(state.resolve(RunningMaster.JOURNAL));
        List<String> told = Files.readAllLines(journal.file()).stream()
                .filter(line -> line.contains("\"kind\":\"clock\""))
                .map(line -> line.replaceFirst(".*\"at\":\"([^\"]*)\".*\"text\":\"([^\"]*)\".*", "$1 $2"))
                .toList();
        told.forEach(line -> System.out.println("[LAB] the journal: " + line));
        assertThat(told).hasSize(3);
        assertThat(told.getFirst()).contains("was set back by");
        assertThat(told.get(1)).contains("was set forward by");
        assertThat(told.getLast()).contains("was set back by");
        Verification verified = journal.verify();
        assertThat(verified.fault()).as("%s", verified).isEmpty();
        try (LabMaster next = LabMaster.start(Mode.AUTOMATIC, state)) {
            KilledMasterLabIT.awaitConfigured(next);
        }
        assertAsItWas();
    }

    private static void awaitDone(LabProcess master, PlanKind kind, Path clock, String by)
            throws IOException, InterruptedException {
        set(clock, by);
        long set = System.nanoTime();
        String _ = master.awaitDone(kind, LATER);
        System.out.printf(
                "[LAB] the master's clock set to %s in a %s: done %.1f s later%n",
                by, kind, (System.nanoTime() - set) / 1e9);
    }

    /** At once: the library reads the file each second. */
    private static void set(Path clock, String by) throws IOException {
        Path next = Files.writeString(clock.resolveSibling("clock.next"), by + "\n");
        Files.move(next, clock, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitBegun(LabMaster master, PlanKind kind) throws InterruptedException {
        master.await(
                kind + " has done a step",
                LATER,
                state -> state.proposals().stream()
                        .filter(p -> p.plan().kind() == kind && p.status() == Status.RUNNING)
                        .filter(p -> p.steps().stream().anyMatch(StepProgress::finished))
                        .findFirst());
    }

    private void assertAsItWas() {
        began.assertIsAgain("at the end");
    }
}
