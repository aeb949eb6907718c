package dev.headroom.backend.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.driver.HostsLease.Change;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which of several masters may change the hosts. */
class HostLeaseTest {
    private static final Duration TERM = Duration.ofSeconds(30);

    private Instant now = Instant.parse("2026-11-27T03:12:00Z");
    private final List<LeaseHost> hosts = Stream.<HostId>of(
                    new DirectorId("lb1"), new DirectorId("lb2"), new ServerId("rs1"))
            .map(id -> new LeaseHost(id, () -> now))
            .toList();
    private final HostLease ann = master("aaaa", "ann@laptop");
    private final HostLease bob = master("bbbb", "bob@desk");

    private HostLease master(String installation, String who) {
        return new HostLease(
                new LeaseName("shop", installation + ".k2x9ab", who),
                hosts.stream().map(LeaseHost::id).toList(),
                TERM,
                () -> now);
    }

    /** One reading of each host by each of the masters, one after the other. */
    private void round(HostLease... masters) {
        for (HostLease master : masters) {
            hosts.forEach(host -> host.readBy(master));
        }
        now = now.plusSeconds(1);
    }

    private void rounds(int number, HostLease... masters) {
        for (int i = 0; i < number; i++) {
            round(masters);
            assertThat(hosts).as("never two writers").allMatch(host -> !(host.runs(ann) && host.runs(bob)));
        }
    }

    private boolean writesEverywhere(HostLease master) {
        return hosts.stream().allMatch(host -> host.runs(master));
    }

    private boolean writesSomewhere(HostLease master) {
        return hosts.stream().anyMatch(host -> host.runs(master));
    }

    @Test
    void aMasterThatOnlyWatchesLeavesTheLeaseAlone() {
        rounds(3, ann);
        assertThat(ann.now()).isEqualTo(new Change.Unwanted());
        assertThat(writesSomewhere(ann)).isFalse();
        bob.want(true);
        rounds(2, ann, bob);
        assertThat(writesEverywhere(bob)).isTrue();
    }

    @Test
    void theFirstTakesItAndTheSecondWaitsAndNamesIt() {
        ann.want(true);
        assertThat(ann.now())
                .isInstanceOfSatisfying(
                        Change.Awaited.class,
                        awaited -> assertThat(awaited.contested()).isFalse());
        rounds(2, ann);
        assertThat(ann.now()).isEqualTo(new Change.Taken(1));
        bob.want(true);
        rounds(40, ann, bob);
        assertThat(writesEverywhere(ann)).isTrue();
        assertThat(writesSomewhere(bob)).isFalse();
        assertThat(bob.now()).isInstanceOfSatisfying(Change.Awaited.class, awaited -> {
            assertThat(awaited.contested()).isTrue();
            assertThat(awaited.sentence()).startsWith("ann@laptop holds the lease of shop");
        });
    }

    private static final ProposalId PLAN = new ProposalId(7);

    private void annDiesWithAnArmedPlan() {
        ann.want(true);
        rounds(2, ann);
        ann.armed(Set.of(PLAN));
        assertThat(ann.toArm(hosts.getFirst().id(), PLAN).orElseThrow())
                .isEqualTo(new RevertCommands.Lease("shop", 1, "aaaa.k2x9ab"));
        hosts.getFirst().arm(PLAN);
        rounds(2, ann);
    }

    @Test
    void aPlanThatIsArmedIsNotArmedAgainAndIsEndedWithItsProposal() {
        annDiesWithAnArmedPlan();
        assertThat(ann.toArm(hosts.getFirst().id(), PLAN)).isEmpty();
        assertThat(ann.toArm(hosts.get(1).id(), PLAN)).isPresent();
        assertThat(hosts.getFirst().armed()).containsExactly(PLAN);
        ann.armed(Set.of(new ProposalId(8)));
        rounds(1, ann);
        assertThat(hosts.getFirst().armed()).isEmpty();
        assertThat(hosts.getFirst().runs(ann))
                .as("the same question renews the lease")
                .isTrue();
    }

    @Test
    void anotherInstallationWaitsForWhatADirectorTakesBack() {
        annDiesWithAnArmedPlan();
        bob.want(true);
        now = now.plusSeconds(60);
        rounds(20, bob);
        assertThat(writesSomewhere(bob)).isFalse();
        assertThat(bob.now()).isInstanceOfSatisfying(Change.Awaited.class, awaited -> {
            assertThat(awaited.contested()).isTrue();
            assertThat(awaited.sentence())
                    .startsWith("ann@laptop left a plan of shop half done")
                    .contains("by itself");
        });
        hosts.getFirst().takeBack(PLAN);
        rounds(3, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(bob.reverted())
                .containsExactly(
                        new RevertReport(hosts.getFirst().id(), PLAN, new RevertReport.Outcome.Reverted(false)));
        assertThat(hosts.getFirst().reverted())
                .as("it is kept for the next master of the other installation")
                .hasSize(1);
        HostLease again = master("aaaa", "ann@laptop");
        again.want(true);
        bob.want(false);
        rounds(4, bob, again);
        assertThat(again.reverted())
                .containsExactly(
                        new RevertReport(hosts.getFirst().id(), PLAN, new RevertReport.Outcome.Reverted(true)));
        assertThat(hosts.getFirst().reverted()).as("told once").isEmpty();
    }

    /** Both begin at once, and one is still about to take it when the other has long taken it. */
    @Test
    void anotherInstallationThatTookItOnSomeHostsGivesItBackAndWaits() {
        ann.want(true);
        bob.want(true);
        rounds(30, ann, bob);
        HostLease first = writesEverywhere(ann) ? ann : bob;
        HostLease second = writesEverywhere(ann) ? bob : ann;
        hosts.getFirst().arm(PLAN);
        now = now.plusSeconds(60);
        for (int i = 0; i < 5; i++) {
            round(second);
            assertThat(writesSomewhere(second)).isFalse();
        }
        assertThat(hosts.getFirst().armed()).containsExactly(PLAN);
        assertThat(first.now()).isInstanceOf(Change.Taken.class);
    }

    @Test
    void anOperatorWaitsForNothing() {
        annDiesWithAnArmedPlan();
        bob.want(true);
        round(bob);
        bob.takeOver();
        rounds(3, bob);
        assertThat(writesEverywhere(bob)).isTrue();
    }

    @Test
    void aMasterInWatchModeGivesItBackAtOnce() {
        ann.want(true);
        rounds(2, ann);
        bob.want(true);
        rounds(2, ann, bob);
        ann.want(false);
        rounds(3, ann, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(writesSomewhere(ann)).isFalse();
    }

    /** The one that was stopped sends, after it goes on, a command before its first reading. */
    @Test
    void aMasterThatSleptPastItsTermIsRefusedByTheHosts() {
        ann.want(true);
        rounds(2, ann);
        bob.want(true);
        rounds(32, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(ann.refusal(hosts.getFirst().id()))
                .as("it does not know yet")
                .isEmpty();
        assertThat(writesSomewhere(ann)).as("but the hosts do").isFalse();
        round(ann, bob);
        assertThat(ann.now())
                .isInstanceOfSatisfying(
                        Change.TakenAway.class,
                        away -> assertThat(away.sentence()).startsWith("bob@desk has taken over shop"));
        rounds(60, ann, bob);
        assertThat(writesEverywhere(bob))
                .as("it does not take it back by itself")
                .isTrue();
    }

    @Test
    void anOperatorTakesOverFromAMasterThatKeepsIt() {
        ann.want(true);
        rounds(2, ann);
        bob.want(true);
        rounds(2, ann, bob);
        bob.takeOver();
        rounds(3, ann, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(ann.now()).isInstanceOf(Change.TakenAway.class);
        ann.takeOver();
        rounds(3, ann, bob);
        assertThat(writesEverywhere(ann)).isTrue();
        assertThat(bob.now()).isInstanceOf(Change.TakenAway.class);
    }

    @Test
    void twoThatBeginAtOnceAgree() {
        ann.want(true);
        bob.want(true);
        for (int i = 0; i < 60; i++) {
            // each begins at another host
            hosts.getFirst().readBy(ann);
            hosts.getLast().readBy(bob);
            round(ann, bob);
            assertThat(hosts).allMatch(host -> !(host.runs(ann) && host.runs(bob)));
        }
        assertThat(Stream.of(ann, bob).filter(this::writesEverywhere)).hasSize(1);
    }

    @Test
    void aHostThatRebootedGetsItAgain() {
        ann.want(true);
        rounds(2, ann);
        hosts.getLast().reboots();
        assertThat(hosts.getLast().runs(ann)).isFalse();
        rounds(2, ann);
        assertThat(writesEverywhere(ann)).isTrue();
        assertThat(ann.now()).isEqualTo(new Change.Taken(1));
    }

    @Test
    void aHostThatCannotKeepItIsNotChangedAndSaysWhy() {
        hosts.getLast().writable = false;
        ann.want(true);
        rounds(3, ann);
        assertThat(ann.now()).isEqualTo(new Change.Taken(1));
        assertThat(ann.refusal(hosts.getFirst().id())).isEmpty();
        assertThat(ann.refusal(hosts.getLast().id()).orElseThrow())
                .startsWith("rs1 did not give this master the lease")
                .contains("/run/headroom/loans cannot be written");
    }

    @Test
    void hostsThatDoNotAnswerAreWaitedForAndGetItWhenTheyReturn() {
        ann.want(true);
        LeaseHost lost = hosts.get(1);
        for (int i = 0; i < 25; i++) {
            hosts.stream().filter(host -> host != lost).forEach(host -> host.readBy(ann));
            ann.lost(lost.id());
            now = now.plusSeconds(1);
        }
        assertThat(ann.now()).isInstanceOf(Change.Taken.class);
        assertThat(ann.refusal(lost.id()).orElseThrow()).contains("has not given this master the lease yet");
        rounds(2, ann);
        assertThat(writesEverywhere(ann)).isTrue();
    }

    /** Each side of a parted network has a master; whoever took the lease last is the one that remains. */
    @Test
    void afterAPartitionOneRemains() {
        ann.want(true);
        rounds(2, ann);
        bob.want(true);
        for (int i = 0; i < 60; i++) {
            hosts.getFirst().readBy(ann);
            hosts.subList(1, 3).forEach(host -> {
                ann.lost(host.id());
                host.readBy(bob);
            });
            bob.lost(hosts.getFirst().id());
            now = now.plusSeconds(1);
            assertThat(hosts).allMatch(host -> !(host.runs(ann) && host.runs(bob)));
        }
        assertThat(hosts.getFirst().runs(ann)).isTrue();
        assertThat(hosts.getLast().runs(bob)).isTrue();
        rounds(3, ann, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(ann.now()).isInstanceOf(Change.TakenAway.class);
    }

    @Test
    void aMasterThatWasStartedAgainNeedsNoPatience() {
        ann.want(true);
        rounds(2, ann);
        HostLease restarted = new HostLease(
                new LeaseName("shop", "aaaa.second", "ann@laptop"),
                hosts.stream().map(LeaseHost::id).toList(),
                TERM,
                () -> now);
        restarted.want(true);
        round(restarted);
        round(restarted);
        assertThat(writesEverywhere(restarted)).isTrue();
        assertThat(writesSomewhere(ann)).isFalse();
    }

    @Test
    void theListenerHearsEachChangeOnce() {
        List<Change> heard = new ArrayList<>();
        ann.whenChanged(heard::add);
        ann.want(true);
        rounds(5, ann);
        ann.want(false);
        rounds(2, ann);
        assertThat(heard).hasSize(3);
        assertThat(heard.get(0)).isInstanceOf(Change.Awaited.class);
        assertThat(heard.subList(1, 3)).containsExactly(new Change.Taken(1), new Change.Unwanted());
    }
}
