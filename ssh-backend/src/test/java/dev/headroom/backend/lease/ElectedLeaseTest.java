package dev.headroom.backend.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.driver.HostsLease.Change;
import dev.headroom.backend.lease.Election.Standing;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lease of the hosts where a service elects the master that may have it. */
class ElectedLeaseTest {
    private Instant now = Instant.parse("2026-11-27T03:12:00Z");
    private final List<LeaseHost> hosts = Stream.<HostId>of(
                    new DirectorId("lb1"), new DirectorId("lb2"), new ServerId("rs1"))
            .map(id -> new LeaseHost(id, () -> now))
            .toList();
    private final Ballot forAnn = new Ballot();
    private final Ballot forBob = new Ballot();
    private final HostLease ann = master("aaaa", "ann@laptop", Optional.of(forAnn));
    private final HostLease bob = master("bbbb", "bob@desk", Optional.of(forBob));

    /** What a service says to one master. */
    private static final class Ballot implements Election {
        private final List<Long> raised = new ArrayList<>();
        private Standing standing = new Standing.Waits("etcd does not say who may change shop.", false);
        private Runnable listener = () -> {};
        private boolean wanted;
        private int takenOver;

        void says(Standing next) {
            standing = next;
            listener.run();
        }

        @Override
        public void want(boolean next) {
            wanted = next;
        }

        @Override
        public void takeOver() {
            takenOver++;
        }

        @Override
        public void raise(long number) {
            raised.add(number);
        }

        @Override
        public Standing now() {
            return standing;
        }

        @Override
        public void whenChanged(Runnable next) {
            listener = next;
        }

        @Override
        public void close() {}
    }

    private HostLease master(String installation, String who, Optional<Election> election) {
        return new HostLease(
                new LeaseName("shop", installation + ".k2x9ab", who),
                hosts.stream().map(LeaseHost::id).toList(),
                Duration.ofSeconds(30),
                () -> now,
                election);
    }

    private void rounds(int number, HostLease... masters) {
        for (int i = 0; i < number; i++) {
            for (HostLease master : masters) {
                hosts.forEach(host -> host.readBy(master));
            }
            now = now.plusSeconds(1);
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
    void onlyTheElectedMasterTakesItUnderTheNumberOfItsElection() {
        ann.want(true);
        bob.want(true);
        rounds(20, ann, bob);
        assertThat(forAnn.wanted).isTrue();
        assertThat(writesSomewhere(ann) || writesSomewhere(bob)).isFalse();
        assertThat(ann.now().refusal()).contains("etcd does not say who may change shop.");
        forAnn.says(new Standing.Elected(41));
        rounds(3, ann, bob);
        assertThat(ann.now()).isEqualTo(new Change.Taken(41));
        assertThat(writesEverywhere(ann)).isTrue();
        ann.want(false);
        assertThat(forAnn.wanted).isFalse();
    }

    /** By the clock, at the moment of a command: no reading has to come first. */
    @Test
    void anElectionThatEndedRefusesTheNextCommand() {
        ann.want(true);
        forAnn.says(new Standing.Elected(41));
        rounds(3, ann);
        assertThat(writesEverywhere(ann)).isTrue();
        forAnn.standing = new Standing.Waits("etcd does not say who may change shop.", false);
        assertThat(ann.refusal(hosts.getFirst().id())).contains("etcd does not say who may change shop.");
        assertThat(ann.now().refusal()).contains("etcd does not say who may change shop.");
    }

    @Test
    void whereEtcdIsBackTheMasterGoesOn() {
        ann.want(true);
        forAnn.says(new Standing.Elected(41));
        rounds(3, ann);
        forAnn.says(new Standing.Waits("etcd does not say.", false));
        rounds(3, ann);
        assertThat(writesSomewhere(ann)).isFalse();
        forAnn.says(new Standing.Elected(44));
        rounds(4, ann);
        assertThat(ann.now()).isEqualTo(new Change.Taken(44));
        assertThat(writesEverywhere(ann)).isTrue();
    }

    @Test
    void whoWasElectedMeanwhileHasTakenItAway() {
        ann.want(true);
        forAnn.says(new Standing.Elected(41));
        rounds(3, ann);
        forAnn.says(new Standing.Waits("etcd does not say.", false));
        bob.want(true);
        forBob.says(new Standing.Elected(45));
        rounds(6, ann, bob);
        assertThat(writesEverywhere(bob)).isTrue();
        assertThat(ann.now()).isInstanceOf(Change.TakenAway.class);
        forBob.says(new Standing.Waits("etcd does not say.", false));
        bob.want(false);
        forAnn.says(new Standing.Elected(47));
        rounds(6, ann, bob);
        assertThat(writesSomewhere(ann)).as("not without an operator").isFalse();
        ann.takeOver();
        assertThat(forAnn.takenOver).isEqualTo(1);
        rounds(4, ann, bob);
        assertThat(writesEverywhere(ann)).isTrue();
    }

    /** A shop that kept the lease on the hosts alone goes over to etcd: hosts know greater numbers. */
    @Test
    void aNumberThatHostsKnowIsExceeded() {
        HostLease before = master("cccc", "eve@tower", Optional.empty());
        for (int i = 0; i < 50; i++) {
            before.want(true);
            rounds(2, before);
            before.want(false);
            rounds(2, before);
        }
        ann.want(true);
        forAnn.says(new Standing.Elected(7));
        rounds(3, ann);
        assertThat(writesSomewhere(ann)).isFalse();
        assertThat(forAnn.raised).contains(50L);
        forAnn.says(new Standing.Elected(51));
        rounds(3, ann);
        assertThat(ann.now()).isEqualTo(new Change.Taken(51));
    }

    /** One console of the shop has the old cluster file: the hosts keep both apart. */
    @Test
    void aMasterThatAsksTheHostsAloneIsNotPushedAside() {
        HostLease old = master("cccc", "eve@tower", Optional.empty());
        old.want(true);
        rounds(2, old);
        ann.want(true);
        forAnn.says(new Standing.Elected(41));
        rounds(40, old, ann);
        assertThat(writesSomewhere(ann)).isFalse();
        assertThat(ann.now().refusal().orElseThrow()).startsWith("eve@tower holds the lease of shop");
        old.want(false);
        rounds(4, old, ann);
        assertThat(writesEverywhere(ann)).isTrue();
    }
}
