package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.LB1;
import static dev.headroom.backend.control.core.PerfectCluster.LB2;
import static dev.headroom.backend.control.core.PerfectCluster.RS1;
import static dev.headroom.backend.control.core.PerfectCluster.RS2;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that another person makes between the reading for a plan and its approval is never overwritten. */
class ReadingBeforeFirstCommandTest {
    private static final Duration SHORTLY = Duration.ofSeconds(1);

    private final Loop loop = new Loop(Mode.MANUAL);

    /** What others change in place. */
    enum Change implements UnaryOperator<DestinationSpec> {
        THRESHOLDS {
            @Override
            public DestinationSpec apply(DestinationSpec before) {
                return new DestinationSpec(before.endpoint(), before.method(), before.weight(), new Thresholds(90, 70));
            }
        },
        WEIGHT {
            @Override
            public DestinationSpec apply(DestinationSpec before) {
                return before.withWeight(new Weight(37));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangeOfAnotherPersonBeforeTheApprovalIsNotOverwritten(Change change) {
        loop.judgement.checker = Optional.of(Judgement.OfMa2scf.with(loop.policy));
        Proposal proposal = offered(moreWeight());
        loop.cluster.edit(WEB, RS1, change);

        loop.approves(proposal);
        loop.goesOn();

        assertThat(loop.sent()).isEmpty();
        assertThat(spec(loop.cluster.truth(), LB1)).isEqualTo(change.apply(spec(new PerfectCluster().truth(), LB1)));
        assertThat(loop.again(proposal)).satisfies(ended -> {
            assertThat(ended.status()).isEqualTo(Proposal.Status.SUPERSEDED);
            assertThat(ended.note()).startsWith("It fits no longer, and nothing was sent: ");
        });
    }

    /** The reading is new, but it repeats lists from before the approval. */
    @Test
    void aReadingThatRepeatsOldListsIsNotEnough() {
        Proposal proposal = offered(PerfectCluster.quiesce(WEB, 1));
        loop.agreesTo(proposal);

        loop.after(SHORTLY);
        observesWithListsOf(loop.now.minus(Duration.ofSeconds(20)));
        assertThat(loop.sent()).isEmpty();

        loop.after(SHORTLY);
        observesWithListsOf(loop.now);
        assertThat(loop.sent()).hasSize(1);
    }

    @Test
    void onlyTheHostsOfThePlanAreHurriedAndOnlyOnce() {
        Proposal proposal = offered(PerfectCluster.borrow(WEB, 1, 10));

        assertThat(loop.agreesTo(proposal)).last().isEqualTo(new Effect.Hurry(Set.of(LB1, LB2, RS2)));
        assertThat(observesWithListsOf(PerfectCluster.START)).isEmpty();
    }

    @Test
    void thePlanIsJudgedAgainOnTheNewestReading() {
        Proposal proposal = offered(PerfectCluster.borrow(WEB, 1, 10));
        loop.agreesTo(proposal);
        loop.judgement.object(WEB, "rs2 is hot.");

        loop.observes();

        assertThat(loop.sent()).isEmpty();
        assertThat(loop.again(proposal).note()).isEqualTo("It fits no longer, and nothing was sent: rs2 is hot.");
    }

    @Test
    void aReadingThatDoesNotComeInterruptsThePlanWithNothingSent() {
        Proposal proposal = offered(PerfectCluster.borrow(WEB, 1, 10));
        loop.agreesTo(proposal);
        Instant old = loop.now.minus(SHORTLY);

        loop.after(Duration.ofSeconds(60));
        observesWithListsOf(old);
        assertThat(loop.again(proposal).status()).isEqualTo(Proposal.Status.RUNNING);
        loop.after(SHORTLY);
        observesWithListsOf(old);

        assertThat(loop.again(proposal)).satisfies(left -> {
            assertThat(left.status()).isEqualTo(Proposal.Status.INTERRUPTED);
            assertThat(left.note())
                    .isEqualTo(
                            "Step 1 was not begun: rs2 was last read 0 s ago, and a whole new reading is waited for no longer than 60 s.");
        });
        assertThat(loop.sent()).isEmpty();
    }

    /** A drain takes long, and each reading while it lasts may repeat lists from before. */
    @Test
    void theCommandAfterAWaitNeedsAReadingOfItsOwn() {
        loop.cluster.lends(WEB, RS2);
        loop.cluster.connect(WEB, RS2, 5);
        Proposal proposal = offered(PerfectCluster.giveBack(WEB, RS2, 1));
        loop.approves(proposal);
        loop.works();
        loop.observes();
        loop.works();
        loop.observes();
        assertThat(loop.sent()).hasSize(2);
        loop.after(Duration.ofMinutes(30));
        loop.cluster.connect(WEB, RS2, 0);

        List<Effect> drained = observesWithListsOf(loop.now.minus(Duration.ofSeconds(20)));

        assertThat(loop.sent()).hasSize(2);
        assertThat(drained).last().isEqualTo(new Effect.Hurry(Set.of(LB1, LB2, RS2)));
        loop.observes();
        assertThat(loop.sent()).hasSize(3);
    }

    private Proposal offered(Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        return loop.open();
    }

    private static Plan moreWeight() {
        DestinationSpec before = spec(new PerfectCluster().truth(), LB1);
        return PerfectCluster.plan(
                PlanKind.BALANCE,
                WEB,
                1,
                new TableAction.SetWeight(LB1, WEB, PerfectCluster.address(WEB), before, new Weight(12)));
    }

    /** A reading of now that tells lists of {@code then} again. */
    private List<Effect> observesWithListsOf(Instant then) {
        Observation read = loop.cluster.read(loop.now);
        Map<HostId, Instant> lists = Map.of(LB1, then, LB2, then, RS1, then, RS2, then);
        return loop.happens(new Event.Observed(new Observation(read.snapshot(), read.hosts(), lists)));
    }

    private static DestinationSpec spec(ClusterSnapshot snapshot, DirectorId director) {
        return snapshot.destination(director, WEB, PerfectCluster.endpoint(RS1, WEB))
                .orElseThrow()
                .spec();
    }
}
