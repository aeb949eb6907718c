package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Services and servers that are not as the usual ones, on real kernels, in automatic mode: what we cannot know we leave alone. */
@ExtendWith(Lab.Runs.class)
final class OddServicesLabIT {
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    /** Longer than any hold, and than it took to call a firewall mark dead. */
    private static final int MANY_READINGS = 12;

    @TempDir
    private Path folder = Path.of("unset");

    @BeforeEach
    void beginAsTheLabBegan() {
        Lab.reset();
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Test
    void membersThatAreAliveAreLeftAloneWhateverTheirKind() throws Exception {
        Stage stage = new Stage();
        stage.marked(1, 2);
        stage.udp(1, 2);
        stage.masqueraded(1);
        Path file = stage.build(folder);
        // Homes as on many real clusters: they run because somebody started them, and would not start at boot.
        for (String home : List.of("rs1 web-1", "rs2 api-2", "rs1 nat-1", "rs2 mark-2")) {
            String[] where = home.split(" ", -1);
            Lab.ssh(
                    where[0],
                    "sed -i 's/^lxc.start.auto = 1/lxc.start.auto = 0/' /var/lib/lxc/" + where[1] + "/config");
        }
        String before = Lab.allChanges();
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file);
                Trickle mark = Trickle.tcp("10.99.0.102", 80);
                Trickle dns = Trickle.udp("10.99.0.103", 53);
                Trickle nat = Trickle.tcp("10.99.0.104", 80)) {
            master.awaitAllRead(SOON);
            master.awaitReadings(MANY_READINGS, LATER);
            assertThat(master.state().proposals()).as("proposals").isEmpty();
            assertThat(List.of(mark.answered(), dns.answered(), nat.answered())).allMatch(n -> n > 0);
        }
        assertThat(Lab.allChanges()).isEqualTo(before);
    }

    @Test
    void aDrainThatTakesLongHoldsUpNoFailoverOfAnotherService() throws Exception {
        Stage stage = new Stage();
        stage.persistent(2);
        Path file = stage.build(folder);
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file)) {
            master.awaitAllRead(SOON);
            try (Clients clients = Clients.start(new InetSocketAddress("10.99.0.105", 80), 12)) {
                master.awaitProposal(PlanKind.BORROW, Status.DONE, LATER);
                // Each of them is sent to one container, and remembered there: some to the loan.
                for (int last = 241; last <= 248; last++) {
                    askFrom("10.99.0." + last, "10.99.0.105");
                }
                clients.stop();
            }
            Proposal drain = master.awaitProposal(PlanKind.GIVE_BACK, Status.RUNNING, LATER);
            Lab.fault("kill", "rs1");
            try {
                master.awaitProposal(PlanKind.FAILOVER, Status.DONE, LATER);
                assertThat(master.state().proposal(drain.id()).map(Proposal::status))
                        .as("the drain goes on")
                        .contains(Status.RUNNING);
            } finally {
                Lab.fault("heal", "rs1");
            }
        }
    }

    @Test
    void aServerSlowedToATenthStaysSeenAndIsNotReplaced() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder);
                Trickle web = Trickle.tcp("10.99.0.100", 80)) {
            master.awaitAllRead(SOON);
            Lab.fault("slow", "rs1");
            try {
                long before = web.answered();
                master.awaitReadingsOf("rs1", 4, LATER.multipliedBy(2));
                master.await(
                        "web is served",
                        LATER,
                        state -> web.answered() > before ? Optional.of(state) : Optional.empty());
                assertThat(master.state().proposals())
                        .noneMatch(p ->
                                p.plan().kind() == PlanKind.FAILOVER || p.plan().kind() == PlanKind.RESTORE);
            } finally {
                Lab.fault("heal", "rs1");
            }
        }
        assertThat(Lab.changes("lb1")).doesNotContain("10.99.0.211:80 -w 0");
        assertThat(Lab.changes("rs1")).doesNotContain("web-1");
    }

    private static void askFrom(String source, String vip) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(source, 0));
            assertThat(Clients.ask(socket, new InetSocketAddress(vip, 80))).contains("pers-");
        }
    }
}
