package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static dev.headroom.backend.control.core.PerfectCluster.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What the history says of the past is true of that time. */
class HistoryTest {
    private final Loop first = new Loop(Mode.MANUAL);

    @Test
    void aProposalExpiredWhenTheNextMasterFoundItOpen() {
        Proposal open = first.proposed();
        first.after(Duration.ofHours(1));

        Loop second = first.restarted(Mode.MANUAL);
        Instant found = second.now;
        assertThat(second.again(open).status()).isEqualTo(Proposal.Status.EXPIRED);
        assertThat(second.again(open).changedAt()).isEqualTo(found);

        second.after(Duration.ofHours(1));
        Loop third = second.restarted(Mode.MANUAL);
        assertThat(third.again(open).changedAt()).isEqualTo(found);
    }

    /** A refusal of an id that no proposal has is in the journal with that id. */
    @Test
    void anIdThatAnOperatorMistypedUsesUpNoNumber() {
        first.asked(new Intent.Undo(new ProposalId(99), Loop.OPERATOR));

        Loop next = first.restarted(Mode.MANUAL);

        assertThat(next.proposed().id()).isEqualTo(new ProposalId(1));
    }

    /**
     * Inactive connections of TCP have seen a FIN or a reset: https://github.com/kubernetes/kubernetes/issues/81308. They do
     * not hold a drain up, and the sentence does not say that there are none.
     */
    @Test
    void aDrainedDestinationIsToldWithTheInactiveConnectionsThatAreLeft() {
        first.cluster.lends(WEB, PerfectCluster.RS2);
        TableAction.AwaitDrained wait = new TableAction.AwaitDrained(
                LB1, WEB, PerfectCluster.address(WEB), endpoint(PerfectCluster.RS2, WEB), Duration.ofHours(1));

        first.cluster.connect(WEB, PerfectCluster.RS2, new ConnectionCounts(0, 410, 0, 900));
        assertThat(wait.holds(first.cluster.truth())).isTrue();
        assertThat(Words.readBack(wait, first.cluster.truth()))
                .isEqualTo("192.0.2.12:80 has no active connections; 410 inactive ones are closing");

        first.cluster.connect(WEB, PerfectCluster.RS2, new ConnectionCounts(0, 0, 0, 900));
        assertThat(Words.readBack(wait, first.cluster.truth())).isEqualTo("192.0.2.12:80 has no active connections");
        assertThat(wait.describe()).isEqualTo("wait until 192.0.2.12:80 in web on lb1 has no active connections");
    }

    /** A client that is bound would get new connections: https://github.com/aledbf/kube-keepalived-vip/issues/117. */
    @Test
    void aDestinationWithBoundClientsIsNotDrained() {
        first.cluster.lends(WEB, PerfectCluster.RS2);
        first.cluster.connect(WEB, PerfectCluster.RS2, new ConnectionCounts(0, 0, 1, 900));

        assertThat(new TableAction.AwaitDrained(
                                LB1,
                                WEB,
                                PerfectCluster.address(WEB),
                                endpoint(PerfectCluster.RS2, WEB),
                                Duration.ofHours(1))
                        .holds(first.cluster.truth()))
                .isFalse();
    }
}
