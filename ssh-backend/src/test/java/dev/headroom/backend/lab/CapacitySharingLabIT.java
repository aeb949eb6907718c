package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Sudoers.Form;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.inventory.ClusterFileException;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The main job, on real kernels: real load, real IPVS, real containers, real SSH. */
@ExtendWith(Lab.Runs.class)
final class CapacitySharingLabIT {
    private static final ServiceId WEB = new ServiceId("web");
    private static final String WEB_VIP = "10.99.0.100";
    private static final int CLIENTS = 12;
    private static final String HOME = "10.99.0.211";
    private static final Duration SOON = Lab.pace().soon();
    private static final Duration LATER = Lab.pace().later();
    private static final long MEASURED_REQUESTS = 40;
    private static final int MOST_PAIRS = 10;
    /**
     * One more server almost doubles the throughput; the reserve of the lender and the readings of both servers take a
     * part of that.
     */
    private static final double WANTED_GAIN = 1.3;

    @TempDir
    private Path folder = Path.of("unset");

    private LabBefore began = LabBefore.UNSEEN;

    @BeforeEach
    void beginAsTheLabBegan() {
        began = LabBefore.reset();
        assertThat(began.table()).contains("-a -t 10.99.0.100:80 -r 10.99.0.211:80 -g -w 100");
    }

    @AfterAll
    static void leaveNothingBehind() {
        Lab.reset();
    }

    @Tag("nightly")
    @Test
    void anOverloadedServiceBorrowsByOneClickAndGivesBack() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.MANUAL, folder)) {
            awaitMeasured(master);
            List<String> failures = new ArrayList<>();
            try (Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
                master.awaitProposal(PlanKind.BORROW, Status.OPEN, SOON);
                assertThat(assessment(master.state())).isEqualTo(ServiceCondition.OVERLOADED);

                awaitEnd(master, master.approveNext(PlanKind.BORROW, SOON), Status.DONE);

                // One or two: how much is missing is measured.
                List<Container> loans = runningStandBys(master.state());
                assertThat(loans).isNotEmpty();
                loans.forEach(CapacitySharingLabIT::assertServesInTheLabsOwnEyes);
                // the witness of the watch-mode test can see what it must see
                assertThat(Lab.allChanges()).contains(" lxc-start -n ", " ipvsadm -a -t ");
                clients.stop();
                failures.addAll(clients.failures());
            }
            Gain gain = gainOfTheLoan(failures);
            System.out.printf("[LAB] throughput with the loan: %s; failed requests: %d%n", gain, failures.size());
            assertThat(gain.atLeast()).as(gain.toString()).isGreaterThanOrEqualTo(WANTED_GAIN);
            assertThat(failures).isEmpty();

            try (Regulars regulars = Regulars.start(WEB_VIP)) {
                regulars.awaitEach(SOON);
                giveEverythingBackByHand(master);
                regulars.awaitEach(SOON);
                regulars.stop();
                assertThat(regulars.failures()).isEmpty();
            }
        }
        assertEverythingIsAsItWas();
    }

    /** The login user has no right but those that {@code headroom sudoers} prints. */
    @Test
    void theSameHappensInAutomaticModeWithNobodyClickingAndNoRightButTheLines() throws Exception {
        Path file = LoginRights.clusterFile(folder);
        LoginRights.put(LoginRights.printed(file, false, Form.EXACT));
        LoginRights.makeFolderOfMarks();
        Set<String> ofOtherTests = Lab.allChanges().lines().collect(Collectors.toUnmodifiableSet());
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder, file)) {
            awaitMeasured(master);
            assertThat(master.state().observation().hosts())
                    .hasSize(4)
                    .allSatisfy(host -> assertThat(host.notes()).isEmpty());
            List<String> failures;
            try (Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
                master.awaitProposal(PlanKind.BORROW, Status.DONE, SOON);
                assertThat(runningStandBys(master.state())).isNotEmpty();
                awaitServed(clients, MEASURED_REQUESTS);
                clients.stop();
                failures = clients.failures();
            }
            master.awaitProposal(PlanKind.GIVE_BACK, Status.DONE, LATER);
            awaitNoLoans(master);
            assertThat(failures).isEmpty();
            assertThat(master.state().proposals()).noneMatch(p -> p.status() == Status.FAILED);
        } finally {
            LoginRights.takeAway();
        }
        assertEverythingIsAsItWas();
        List<String> changes = Lab.allChanges()
                .lines()
                .filter(line -> !ofOtherTests.contains(line))
                .toList();
        assertThat(changes).allMatch(line -> line.contains(" 0 " + LoginRights.USER + " "));
        for (String command : List.of("ipvsadm -a", "ipvsadm -e", "ipvsadm -d", "lxc-start -n", "lxc-stop -n")) {
            assertThat(changes).anyMatch(line -> line.contains(" " + LoginRights.USER + " " + command + " "));
        }
    }

    @Test
    void aKilledServersServiceIsServedByALoanElsewhereAndComesHome() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder)) {
            awaitMeasured(master);
            Instant killed = Instant.now();
            Lab.fault("kill", "rs1");
            try {
                Proposal failover = master.awaitProposal(PlanKind.FAILOVER, Status.RUNNING, SOON);
                Duration detected = Duration.between(killed, failover.openedAt());
                master.awaitProposal(PlanKind.FAILOVER, Status.DONE, SOON);
                Clients.Count first;
                Clients.Count second;
                try (Clients clients = Clients.start(WEB_VIP, 2)) {
                    first = clients.count();
                    second = awaitServed(clients, 5);
                    Duration serving = Duration.between(killed, Instant.now());
                    System.out.printf(
                            "[LAB] killed rs1: detected after %.1f s, serving elsewhere after %.1f s%n",
                            detected.toMillis() / 1000.0, serving.toMillis() / 1000.0);
                }
                assertThat(second.served()).isGreaterThan(first.served());
                assertThat(runningStandBys(master.state()))
                        .isNotEmpty()
                        .allMatch(c -> !c.id().server().name().equals("rs1"));
            } finally {
                Lab.fault("heal", "rs1");
            }
            master.awaitProposal(PlanKind.RESTORE, Status.DONE, LATER);
            awaitNoLoans(master);
        }
        assertEverythingIsAsItWas();
    }

    @Tag("nightly")
    @Test
    void aServerInMaintenanceIsLeftForALoanAndComesBack() throws Exception {
        try (LabMaster master = LabMaster.start(Mode.AUTOMATIC, folder)) {
            awaitMeasured(master);
            Instant ordered = Instant.now();
            assertThat(master.running().master().submit(maintenance(true)).get())
                    .isInstanceOf(Answer.Accepted.class);
            try (Clients clients = Clients.start(WEB_VIP, 2)) {
                master.await(
                        "rs1 gets no new clients",
                        LATER,
                        state -> Optional.of(state)
                                .filter(_ -> Lab.table("lb1").contains("-r " + HOME + ":80 -g -w 0")));
                System.out.printf(
                        "[LAB] rs1 is empty %.1f s after it was taken out%n",
                        Duration.between(ordered, Instant.now()).toMillis() / 1000.0);
                Clients.Count first = clients.count();
                assertThat(awaitServed(clients, 5).served()).isGreaterThan(first.served());
            }
            assertThat(runningStandBys(master.state())).isNotEmpty();
            assertThat(Lab.ssh("rs1", "lxc-info -n web-1 -s -H")).contains("RUNNING");
            assertThat(master.running().master().submit(maintenance(false)).get())
                    .isInstanceOf(Answer.Accepted.class);
            master.awaitProposal(PlanKind.RESTORE, Status.DONE, LATER);
            awaitNoLoans(master);
        }
        assertEverythingIsAsItWas();
    }

    private static Intent maintenance(boolean begins) {
        return new Intent.SetMaintenance(new ServerId("rs1"), begins, "ann");
    }

    @Test
    void inWatchModeNoCommandThatChangesAnythingReachesAnyHost() throws Exception {
        String recordBefore = Lab.allChanges();
        try (LabMaster master = LabMaster.start(Mode.WATCH, folder)) {
            awaitMeasured(master);
            try (Clients clients = Clients.start(WEB_VIP, CLIENTS)) {
                Proposal borrow = master.awaitProposal(PlanKind.BORROW, Status.OPEN, SOON);
                assertThat(master.refusal(borrow)).contains("watch mode");
                awaitServed(clients, 20);
            }
        }
        assertThat(Lab.allChanges()).isEqualTo(recordBefore);
        assertEverythingIsAsItWas();
    }

    private void giveEverythingBackByHand(LabMaster master) throws InterruptedException {
        while (!runningStandBys(master.state()).isEmpty()) {
            awaitEnd(master, master.approveNext(PlanKind.GIVE_BACK, LATER), Status.DONE);
        }
    }

    private static void assertServesInTheLabsOwnEyes(Container loan) {
        assertThat(Lab.ssh(loan.id().server().name(), "lxc-info -n " + loan.id().name() + " -s -H"))
                .contains("RUNNING");
        String address = loan.role().servingAt().orElseThrow().toString();
        assertThat(Lab.table("lb1")).containsPattern("-a -t 10.99.0.100:80 -r " + address + " -g -w [1-9]");
    }

    private static void awaitEnd(LabMaster master, Proposal proposal, Status wanted) throws InterruptedException {
        Proposal ended = master.await(
                proposal.id() + " ends",
                SOON,
                state -> state.proposal(proposal.id()).filter(p -> !p.status().live()));
        assertThat(ended.status()).as(ended.toString()).isEqualTo(wanted);
    }

    private static void awaitMeasured(LabMaster master) throws InterruptedException {
        master.await("every server is measured and the demand is known", SOON, state -> {
            boolean servers = state.snapshot().servers().stream().allMatch(s -> s.isMeasured());
            boolean demand = state.snapshot().services().stream()
                    .allMatch(s -> s.demand().fresh().isPresent());
            return servers && demand && !state.snapshot().servers().isEmpty() ? Optional.of(state) : Optional.empty();
        });
    }

    private static void awaitNoLoans(LabMaster master) throws InterruptedException {
        master.await("all loans are given back", LATER, state -> {
            boolean whole = state.running().isEmpty()
                    && runningStandBys(state).isEmpty()
                    && state.snapshot().directors().stream()
                            .flatMap(d -> d.table().lastKnown().stream())
                            .flatMap(t -> t.entries().stream())
                            .flatMap(e -> e.destinations().stream())
                            .map(Destination::spec)
                            .noneMatch(spec -> spec.weight().isQuiesced());
            return whole ? Optional.of(state) : Optional.empty();
        });
    }

    private static List<Container> runningStandBys(ControlState state) {
        return state.snapshot()
                .containers()
                .filter(c -> c.isStandBy() && c.isRunning())
                .toList();
    }

    private static ServiceCondition assessment(ControlState state) {
        return state.assessments().stream()
                .filter(a -> a.service().equals(WEB))
                .map(a -> a.condition())
                .findFirst()
                .orElseThrow();
    }

    /**
     * What clients get through the director, from home and loans, against what they get from the home alone, asked past the
     * director: in turn, until the gain is proven or there have been enough.
     */
    private static Gain gainOfTheLoan(List<String> failures) {
        Gain gain = new Gain();
        while (gain.pairs() < MOST_PAIRS && (gain.pairs() < 3 || gain.atLeast() < WANTED_GAIN)) {
            double with = throughput(WEB_VIP, failures);
            gain.add(with, throughput(HOME, failures));
        }
        return gain;
    }

    /** Requests a second over the next {@value #MEASURED_REQUESTS} served, after half as many to settle. */
    private static double throughput(String address, List<String> failures) {
        try (Clients clients = Clients.start(address, CLIENTS)) {
            Clients.Count settled = awaitServed(clients, MEASURED_REQUESTS / 2);
            double rate = awaitServed(clients, MEASURED_REQUESTS).rateSince(settled);
            clients.stop();
            failures.addAll(clients.failures());
            return rate;
        }
    }

    private static Clients.Count awaitServed(Clients clients, long more) {
        return clients.awaitServed(more, LATER);
    }

    private void assertEverythingIsAsItWas() throws IOException, ClusterFileException {
        began.assertIsAgain("at the end");
    }
}
