package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A master is killed for good between each pair of steps of a loan and of a give-back: the director takes its part back by itself. In
 * the lab it has the patience of 2 looks, 10 s, after the term of the lease.
 */
@Tag("nightly")
@ExtendWith(Lab.Runs.class)
final class TakenBackLabIT {
    private static final int CLIENTS = 12;
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();

    /** Ends when each process that waits for a master's death has ended: each keeps the file of its plan locked. */
    private static final String END =
            "cd /run/headroom/loans; for f in .armed.*; do [ ! -e $f ] || flock $f true; done; ls -A | grep -E 'armed|reverted' || true";

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
    void aLoanOfADeadMasterIsTakenBack() throws Exception {
        boolean more = true;
        for (int steps = 0; more; steps++) {
            Path state = Files.createDirectory(folder.resolve("borrow-" + steps));
            String last = KilledMasterLabIT.killedAfter(PlanStory.BORROW, steps, state);
            String left = Lab.table("lb1");
            String files = Lab.ssh("lb1", END).strip();
            System.out.printf(
                    "[LAB] killed at '%s': table %s, then %s, left '%s'%n",
                    last,
                    left.equals(began.table()) ? "as before" : "changed",
                    Lab.table("lb1").equals(began.table()) ? "as before" : "changed",
                    files);
            more = !last.contains(" DONE ");
            if (more) {
                assertThat(Lab.table("lb1")).as("after %s", last).isEqualTo(began.table());
                assertThat(files.contains(".reverted.")).as(last).isEqualTo(!left.equals(began.table()));
            }
            cleared(state, steps);
        }
    }

    @Test
    void aGiveBackOfADeadMasterIsTakenBack() throws Exception {
        boolean more = true;
        for (int steps = 0; more; steps++) {
            Path state = Files.createDirectory(folder.resolve("return-" + steps));
            String last = KilledMasterLabIT.killedAfter(PlanStory.GIVE_BACK, steps, state);
            String left = Lab.table("lb1");
            String files = Lab.ssh("lb1", END).strip();
            String now = Lab.table("lb1");
            System.out.printf("[LAB] killed at '%s': left '%s'%n%s was%n%s", last, files, now, left);
            more = !last.contains(" DONE ");
            assertThat(now).as("after %s", last).doesNotContain(" -w 0");
            if (left.equals(began.table())) {
                assertThat(now).as("nothing is added").isEqualTo(left);
            }
            cleared(state, steps);
        }
    }

    /** Each third time the next master of the installation is told, and clears away what is left: that takes as long again. */
    private void cleared(Path state, int steps) throws Exception {
        if (steps % 3 != 0) {
            Lab.reset();
            return;
        }
        boolean reverted = Lab.ssh("lb1", "ls -A /run/headroom/loans").contains(".reverted.");
        try (LabMaster next = LabMaster.start(Mode.AUTOMATIC, state)) {
            if (reverted) {
                Notice notice = next.await(
                        "it is told",
                        LATER,
                        s -> s.notices().stream()
                                .filter(n -> n.sentence().startsWith("lb1 has taken its part of P"))
                                .findFirst());
                System.out.printf("[LAB] %s%n", notice.sentence());
            }
            KilledMasterLabIT.awaitConfigured(next);
        }
        began.assertIsAgain("at the end");
        assertThat(Lab.ssh("lb1", END).strip()).isEmpty();
    }

    @Test
    void aMasterOfTheSameInstallationEndsWhatIsArmedAndGoesOn() throws Exception {
        String last = KilledMasterLabIT.killedAfter(PlanStory.BORROW, 3, folder);
        assertThat(Lab.ssh("lb1", "ls -A /run/headroom/loans")).as(last).contains(".armed.lab.P");
        try (LabMaster next = LabMaster.start(Mode.MANUAL, folder)) {
            next.awaitAllRead(LATER);
            String left = Lab.table("lb1");
            assertThat(Lab.ssh("lb1", END).strip()).isEmpty();
            assertThat(Lab.table("lb1")).isEqualTo(left).isNotEqualTo(began.table());
        }
    }

    @Test
    void anotherInstallationWaitsUntilTheDirectorHasTakenBack() throws Exception {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        String last = KilledMasterLabIT.killedAfter(PlanStory.BORROW, 3, first);
        assertThat(Lab.ssh("lb1", "ls -A /run/headroom/loans")).as(last).contains(".armed.lab.P");
        try (LabMaster other = LabMaster.start(Mode.MANUAL, second)) {
            String sentence = other.await(
                    "it says that it waits",
                    LATER,
                    state -> state.barred().filter(why -> why.contains("about to take its part back by itself")));
            System.out.printf("[LAB] killed at '%s'; the other says: %s%n", last, sentence);
            other.await(
                    "it has the lease of the hosts",
                    LATER,
                    state -> state.barred().isEmpty() ? Optional.of(state) : Optional.empty());
            assertThat(Lab.ssh("lb1", "ls -A /run/headroom/loans")).contains(".reverted.lab.P");
        }
        assertThat(Lab.table("lb1")).as("quiesced or gone").doesNotContain("10.99.0.213:80 -g -w 1");
    }

    /** A master that lives and drains for longer than the patience; another plan of it ends what was armed. */
    @Test
    void aLongDrainOfAMasterThatLivesIsLeftAlone() throws Exception {
        Stage stage = new Stage();
        stage.persistent(2);
        Path file = stage.build(folder);
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file)) {
            master.awaitAllRead(LATER);
            try (Clients clients = Clients.start(new InetSocketAddress("10.99.0.105", 80), CLIENTS)) {
                Proposal loan = master.awaitProposal(PlanKind.BORROW, Status.DONE, LATER);
                System.out.printf("[LAB] the loan says: %s%n", loan.note());
                for (int client = 241; client <= 248; client++) {
                    OddServicesLabIT.askFrom("10.99.0." + client, "10.99.0.105");
                }
                clients.stop();
            }
            Proposal drain = master.awaitProposal(PlanKind.GIVE_BACK, Status.RUNNING, LATER);
            String note = master.await(
                    "the director says that it is armed",
                    SOON,
                    state -> state.proposal(drain.id())
                            .map(Proposal::note)
                            .filter(text -> text.contains("lb1 takes its part back by itself")));
            String quiesced = Lab.table("lb1");
            master.awaitReadings(40, LATER);
            System.out.printf(
                    "[LAB] the drain says: %s; after 40 readings more: %s%n",
                    note,
                    Lab.ssh("lb1", "ls -A /run/headroom/loans | grep armed").strip());
            assertThat(master.state().proposal(drain.id()).map(Proposal::status))
                    .contains(Status.RUNNING);
            assertThat(Lab.table("lb1")).isEqualTo(quiesced);
            var _ = master.running().master().submit(new Intent.Halt("tester")).join();
            assertThat(Lab.ssh("lb1", END).strip())
                    .as("the next reading ends it")
                    .isEmpty();
            assertThat(Lab.table("lb1")).isEqualTo(quiesced);
            assertThat(master.state().notices()).noneMatch(n -> n.sentence().contains("by itself"));
        }
    }
}
