package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Unusual services and servers, on real kernels, in automatic mode: Headroom does not change what it cannot know. */
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

    @Tag("nightly")
    @Test
    void membersThatDieAreReplacedWhateverTheirKindAndNeverMoreThanHalfAtOnce() throws Exception {
        Stage stage = new Stage();
        Stage.Service mark = stage.with("check: tcp 80").marked(1, 2);
        Stage.Service dns = stage.with("check: tcp 53").udp(1);
        Path file = stage.build(folder);
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file);
                Trickle _ = Trickle.tcp("10.99.0.102", 80);
                Trickle resolved = Trickle.udp("10.99.0.103", 53)) {
            master.awaitAllRead(SOON);
            master.awaitReadings(4, SOON);
            Lab.fault("kill", "rs1");
            try {
                for (Stage.Service service : List.of(mark, dns)) {
                    master.await(
                            service.name() + "-1 gets no new clients",
                            LATER,
                            state -> weight(state, service, 1).filter(Weight::isQuiesced));
                }
                // the only member was replaced first
                assertThat(loans(master.state(), "dns")).isNotEmpty();
                long before = resolved.answered();
                master.await(
                        "names are resolved",
                        LATER,
                        state -> resolved.answered() > before + 2 ? Optional.of(state) : Optional.empty());
            } finally {
                Lab.fault("heal", "rs1");
            }
        }
        // Whoever lives was never quiesced: with two members each is half.
        assertThat(Lab.changes("lb1").lines().filter(line -> line.contains(mark.destination(2))))
                .noneMatch(line -> line.matches(".* -w 0( .*)?"));
        assertThat(Lab.table("lb1")).contains("-r " + mark.destination(2) + " -g -w ");
    }

    @Tag("nightly")
    @Test
    void aServiceThatIsMasqueradedToAnotherPortBorrowsAndGivesBack() throws Exception {
        Stage stage = new Stage();
        Stage.Service nat = stage.with("port: 8080").masqueraded(1);
        Path file = stage.build(folder);
        String tableBefore = Lab.table("lb1");
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file)) {
            master.awaitAllRead(SOON);
            try (Clients clients = Clients.start(new InetSocketAddress("10.99.0.104", 80), 12)) {
                master.await("nat borrows", LATER, state -> borrowed(state, "nat"));
                assertThat(Lab.table("lb1")).containsPattern("-r 10\\.99\\.0\\.15[23]:8080 -m -w [1-9]");
                clients.awaitServed(20, LATER);
                clients.stop();
                assertThat(clients.failures()).isEmpty();
            }
            master.await("all is given back", LATER, state -> {
                boolean whole = state.running().isEmpty() && loans(state, "nat").isEmpty();
                return whole ? Optional.of(state) : Optional.empty();
            });
        }
        assertThat(Lab.table("lb1")).isEqualTo(tableBefore);
        assertThat(Lab.changes("rs1")).doesNotContain("nat-1");
        assertThat(Lab.ssh("rs1", "lxc-info -n nat-1 -s -H")).contains("RUNNING");
        assertThat(nat.destination(1)).isEqualTo("10.99.0.151:8080");
    }

    @Tag("nightly")
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

    @Tag("nightly")
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

    private static List<Container> loans(ControlState state, String service) {
        return state.snapshot()
                .containers()
                .filter(c -> c.id().name().startsWith(service + "-"))
                .filter(c -> c.isStandBy() && c.isRunning())
                .toList();
    }

    private static Optional<Proposal> borrowed(ControlState state, String service) {
        return state.proposals().stream()
                .filter(p -> p.plan().kind() == PlanKind.BORROW && p.status() == Status.DONE)
                .filter(p -> p.plan().service().equals(new ServiceId(service)))
                .findFirst();
    }

    private static Optional<Weight> weight(ControlState state, Stage.Service service, int server) {
        return state.snapshot().directors().stream()
                .flatMap(d -> d.table().fresh().stream())
                .flatMap(t -> t.entries().stream())
                .flatMap(e -> e.destinations().stream())
                .map(Destination::spec)
                .filter(spec -> spec.endpoint().toString().equals(service.destination(server)))
                .map(DestinationSpec::weight)
                .findFirst();
    }

    static void askFrom(String source, String vip) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(source, 0));
            assertThat(Clients.ask(socket, new InetSocketAddress(vip, 80))).contains("pers-");
        }
    }
}
