package dev.headroom.backend.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.driver.HostsOrders.Come;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.OrderStanding.State;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders to halt, which hosts carry from one master to the one that holds the lease. */
class HostOrdersTest {
    private Instant now = Instant.parse("2026-11-27T03:12:00Z");
    private final List<LeaseHost> hosts = Stream.<HostId>of(
                    new DirectorId("lb1"), new DirectorId("lb2"), new ServerId("rs1"))
            .map(id -> new LeaseHost(id, () -> now))
            .toList();
    private final Console ann = new Console("aaaa.k2x9ab", "ann@laptop");
    private final Console bob = new Console("bbbb.k2x9ab", "bob@desk");
    private final Console eve = new Console("cccc.k2x9ab", "eve@tower");

    /** A master that does what the core does about orders: it halts, and answers. */
    private final class Console {
        private final HostLease lease;
        private final List<HostOrder> come = new ArrayList<>();
        private boolean halted;
        private boolean deaf;

        Console(String holder, String who) {
            lease = new HostLease(
                    new LeaseName("shop", holder, who),
                    hosts.stream().map(LeaseHost::id).toList(),
                    Duration.ofSeconds(30),
                    () -> now);
            lease.orders().whenOrdered(this::obey);
        }

        private void obey(Come it) {
            come.add(it.order());
            if (deaf) {
                return;
            }
            boolean halts = it.order().verb() == Verb.HALT;
            Note note = halts
                    ? (halted ? Note.HALTED_ANYWAY : Note.HALTED)
                    : halted && !it.lifts() ? Note.STAYS_HALTED : Note.GOES_ON;
            halted = halts || note == Note.STAYS_HALTED;
            lease.orders().noted(it.order(), note);
        }

        Console begins() {
            lease.want(true);
            rounds(3, this);
            return this;
        }

        void halts(String by) {
            boolean was = halted;
            halted = true;
            lease.orders().give(Verb.HALT, by, was);
        }

        void resumes(String by) {
            boolean was = halted;
            halted = false;
            lease.orders().give(Verb.RESUME, by, was);
        }

        OrderStanding standing() {
            return lease.orders().standing();
        }

        OrderStanding settled() {
            assertThat(lease.orders().settled()).isDone();
            return lease.orders().settled().resultNow();
        }
    }

    private void rounds(int number, Console... consoles) {
        for (int i = 0; i < number; i++) {
            for (Console console : consoles) {
                hosts.forEach(host -> host.readBy(console.lease));
            }
            now = now.plusSeconds(1);
        }
    }

    @Test
    void theMasterThatActsHaltsAndTheOneThatAskedLearnsIt() {
        ann.begins();
        bob.lease.want(true);
        rounds(2, ann, bob);
        bob.halts("bob, from 192.0.2.7 (user root)");
        assertThat(bob.standing().state()).isEqualTo(State.UNKNOWN);
        rounds(1, bob);
        assertThat(bob.standing().sentence())
                .as("written, and not read by its holder")
                .contains("not known yet whether ann@laptop")
                .contains("lb1, lb2, rs1");
        assertThat(bob.lease.orders().isAwaited()).isTrue();
        rounds(2, ann, bob);
        assertThat(ann.halted).isTrue();
        assertThat(ann.come)
                .singleElement()
                .satisfies(order -> assertThat(order.by()).isEqualTo("bob, from 192.0.2.7 (user root), at bob@desk"));
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
        assertThat(bob.settled().sentence()).startsWith("ann@laptop, which holds the lease of shop, has taken note");
        assertThat(bob.standing()).isEqualTo(bob.settled());
        rounds(20, ann, bob);
        assertThat(ann.come).as("once").hasSize(1);
    }

    /** Its letters take nine characters each on a host. */
    @Test
    void aLongNameInLettersThatAreNotAsciiIsCutAndLosesNoOrder() {
        ann.begins();
        rounds(2, bob);
        bob.halts("当".repeat(45));
        rounds(3, ann, bob);
        assertThat(ann.halted).isTrue();
        assertThat(ann.come)
                .singleElement()
                .satisfies(order -> assertThat(order.by()).isEqualTo("当".repeat(26) + ", at bob@desk"));
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
    }

    @Test
    void aMasterInWatchModeHaltsTheOneThatActs() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        assertThat(ann.halted).isTrue();
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
    }

    @Test
    void theSameWayResumesIt() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        bob.resumes("bob");
        rounds(3, ann, bob);
        assertThat(ann.halted).isFalse();
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
        assertThat(bob.standing()).as("nothing to show any more").isEqualTo(OrderStanding.NONE);
    }

    @Test
    void whoWasHaltedByItsOwnOperatorStaysHalted() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        ann.halts("ann");
        rounds(2, ann, bob);
        bob.resumes("bob");
        rounds(3, ann, bob);
        assertThat(ann.halted).isTrue();
        assertThat(bob.settled().state()).isEqualTo(State.REFUSED);
        assertThat(bob.settled().sentence()).contains("stays halted");
    }

    @Test
    void whoWasHaltedMayResumeItselfAndItsSuccessorIsNotHalted() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        ann.resumes("ann");
        rounds(3, ann, bob);
        assertThat(bob.standing().sentence()).startsWith("ann, at ann@laptop has ordered since");
        ann.lease.want(false);
        eve.lease.want(true);
        rounds(5, ann, bob, eve);
        assertThat(eve.lease.now().refusal()).as("eve acts").isEmpty();
        assertThat(eve.halted).isFalse();
    }

    @Test
    void whoeverTakesTheLeaseNextIsHaltedToo() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        ann.lease.want(false);
        rounds(2, ann);
        eve.begins();
        assertThat(eve.lease.now().refusal()).as("eve acts").isEmpty();
        assertThat(eve.halted).isTrue();
    }

    /** The holder was killed after it had resumed: the next of its installation does not halt for the old order. */
    @Test
    void aMasterThatIsStartedAgainKnowsWhatItObeyed() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        Console again = new Console("aaaa.second", "ann@laptop").begins();
        assertThat(again.lease.now().refusal()).isEmpty();
        assertThat(again.come).as("its journal says that it is halted").isEmpty();
        bob.resumes("bob");
        rounds(3, again, bob);
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
    }

    @Test
    void aHolderThatDoesNotAnswerIsNotSaidToHaveTakenNote() {
        ann.begins();
        ann.deaf = true;
        rounds(2, bob);
        bob.halts("bob");
        rounds(20, ann, bob);
        assertThat(bob.lease.orders().settled()).isNotDone();
        assertThat(bob.standing().state()).isEqualTo(State.UNKNOWN);
        assertThat(bob.lease.orders().isAwaited())
                .as("hosts are not hurried for ever")
                .isFalse();
    }

    /** A master that slept believes to hold the lease; what it notes, the host does not take. */
    @Test
    void anAnswerOfAMasterThatLostTheLeaseCountsNothing() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(1, bob);
        eve.lease.want(true);
        rounds(3, eve);
        eve.deaf = true;
        eve.lease.takeOver();
        hosts.forEach(host -> host.readBy(eve.lease));
        rounds(3, eve, ann, bob);
        assertThat(ann.come).isEmpty();
        assertThat(bob.standing().state()).isEqualTo(State.UNKNOWN);
        assertThat(bob.standing().sentence()).contains("eve@tower");
    }

    @Test
    void whereNoMasterActsNothingIsWritten() {
        rounds(2, bob);
        bob.halts("bob");
        rounds(1, bob);
        assertThat(bob.settled().state()).isEqualTo(State.DONE);
        assertThat(bob.settled().sentence())
                .startsWith("No master renews the lease of shop")
                .contains("3 of 3");
        ann.begins();
        assertThat(ann.halted).isFalse();
    }

    @Test
    void whereNoHostIsReadThatIsSaid() {
        ann.begins();
        bob.halts("bob");
        now = now.plusSeconds(12);
        hosts.forEach(host -> bob.lease.lost(host.id()));
        assertThat(bob.standing().state()).isEqualTo(State.UNKNOWN);
        assertThat(bob.standing().sentence()).startsWith("None of the 3 hosts of shop is read");
        rounds(3, bob, ann);
        assertThat(ann.halted)
                .as("the order goes there when the hosts are back")
                .isTrue();
    }

    /** One host was cut off and keeps an old order with its answer: neither is taken for the new one. */
    @Test
    void anOldAnswerIsNotTakenForANewOne() {
        ann.begins();
        rounds(2, bob);
        bob.halts("bob");
        rounds(3, ann, bob);
        LeaseHost cut = hosts.getLast();
        List<LeaseHost> others = hosts.subList(0, 2);
        ann.resumes("ann");
        for (int i = 0; i < 3; i++) {
            others.forEach(host -> host.readBy(ann.lease));
        }
        Console fresh = new Console("dddd.k2x9ab", "dan@desk");
        cut.readBy(fresh.lease);
        fresh.halts("dan");
        cut.readBy(fresh.lease);
        assertThat(fresh.standing().state()).as("ann goes on").isEqualTo(State.UNKNOWN);
        rounds(3, fresh, ann);
        assertThat(ann.halted).isTrue();
        assertThat(fresh.settled().state()).isEqualTo(State.DONE);
    }

    @Test
    void ofTwoThatOrderAtOnceTheHaltCounts() {
        ann.begins();
        rounds(2, bob, eve);
        bob.halts("bob");
        rounds(3, ann, bob, eve);
        bob.resumes("bob");
        eve.halts("eve");
        rounds(6, eve, bob, ann);
        assertThat(ann.halted).isTrue();
        assertThat(eve.settled().state()).isEqualTo(State.DONE);
        assertThat(bob.settled().state()).isEqualTo(State.REFUSED);
    }

    @Test
    void whoResumesItselfDoesNotRevokeTheHaltOfAnother() {
        ann.begins();
        rounds(2, bob, eve);
        eve.halts("eve");
        bob.halted = true;
        rounds(3, ann, bob, eve);
        bob.resumes("bob");
        rounds(3, ann, bob, eve);
        assertThat(ann.halted).isTrue();
        assertThat(bob.settled().sentence()).startsWith("The order of eve, at eve@tower to halt still holds");
        bob.resumes("bob");
        rounds(3, ann, bob, eve);
        assertThat(ann.halted).as("who says it twice means it").isFalse();
    }
}
