package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.ma2scf.policy.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** On real kernels: what another changes in a table is told with who has probably done it. */
@ExtendWith(Lab.Runs.class)
@Tag("nightly")
final class ChangedByOthersLabIT {
    private static final Duration SOON = Lab.pace().soon();
    private static final String ENTRY = "-t 10.99.0.100:80 -r 10.99.0.211:80 -g";

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void clean() {
        Lab.reset();
    }

    @AfterEach
    void leaveNothingBehind() {
        Lab.ssh("lb1", "rm -f /tmp/keepalived; kill $(cat /tmp/checker.pid) 2>/dev/null; rm -f /tmp/checker.pid");
        Lab.reset();
    }

    @Test
    void aWeightIsToldWithItsLikelyAuthor() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.WATCH, folder)) {
            master.awaitAllRead(SOON);
            Lab.ssh("lb1", "ipvsadm -e " + ENTRY + " -w 77");
            Author unknown = awaitChange(master, "weight 77").author();
            Lab.ssh(
                    "lb1",
                    "cp /bin/sleep /tmp/keepalived; /tmp/keepalived 600 >/dev/null 2>&1 & echo $! >/tmp/checker.pid");
            Lab.ssh("rs1", "lxc-stop -k -n web-1");
            awaitChange(master, "stopped");
            Lab.ssh("lb1", "ipvsadm -e " + ENTRY + " -w 0");
            Author checker = awaitChange(master, "weight 0").author();
            System.out.printf("[LAB] %s%n[LAB] %s%n", unknown.sentence(), checker.sentence());

            assertThat(unknown.who()).isIn(Who.UNKNOWN, Who.PERSON);
            assertThat(checker.who()).isEqualTo(Who.HEALTH_CHECKER);
            assertThat(checker.because())
                    .startsWith("keepalived runs on lb1, and its container rs1/web-1 does not run");
        }
    }

    private static Detail.OfChange awaitChange(LabMaster master, String after) throws InterruptedException {
        return master.await(
                "a change to " + after + " is told",
                SOON,
                state -> state.continuity().changes().stream()
                        .map(JournalEntry::detail)
                        .flatMap(detail -> detail instanceof Detail.OfChange change
                                ? Optional.of(change).stream()
                                : Optional.<Detail.OfChange>empty().stream())
                        .filter(change -> change.after().what().startsWith(after))
                        .findFirst());
    }
}
