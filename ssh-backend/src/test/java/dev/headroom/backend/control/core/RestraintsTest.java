package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.AutomaticLimits.Ceiling;
import dev.headroom.ma2scf.policy.AutomaticLimits.OfService;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What automatic mode leaves to an operator, or does not begin at once, because the cluster file says so. */
class RestraintsTest {
    private static final AutomaticLimits FREE = AutomaticLimits.NONE;

    private static Plan borrow(ServiceId service) {
        return PerfectCluster.borrow(service, 1, 10);
    }

    private static Plan as(PlanKind kind, Plan plan) {
        return new Plan(
                kind,
                plan.service(),
                plan.basisRevision(),
                plan.amount(),
                plan.steps(),
                plan.forecast(),
                plan.reasons(),
                plan.whyNot());
    }

    /** The plan as it is after the next reading. */
    private static Proposal offered(Loop loop, Plan plan) {
        loop.judgement.propose(plan);
        loop.observes();
        return newest(loop, plan.service());
    }

    private static Proposal newest(Loop loop, ServiceId service) {
        return loop.state.proposals().stream()
                .filter(p -> p.plan().service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    /** A plan of the service begins by itself and is halted; that is long enough ago then. When it began. */
    private static Instant borrows(Loop loop, ServiceId service) {
        Proposal begun = offered(loop, borrow(service));
        assertThat(begun.status()).isEqualTo(Status.RUNNING);
        loop.settlesDown(service);
        loop.asked(new Intent.Halt(Loop.OPERATOR));
        loop.goesOn();
        loop.asked(new Intent.Resume(Loop.OPERATOR));
        loop.after(loop.policy.deadlines().proposal().plusSeconds(1));
        return begun.changedAt();
    }

    @Nested
    class ABudget {
        private final Loop loop = new Loop(new AutomaticLimits(
                9,
                1,
                Ceiling.ALL,
                Duration.ZERO,
                Duration.ZERO,
                Map.of(MAIL, new OfService(Optional.of(2), Optional.empty()))));

        @Test
        void leavesWhatExceedsItToAnOperatorAndSaysUntilWhen() {
            Instant begun = borrows(loop, WEB);

            Proposal second = offered(loop, borrow(WEB));

            assertThat(second.status()).isEqualTo(Status.OPEN);
            assertThat(second.prospects().automatic())
                    .contains(
                            "The budget of web is used up (plansPerHour: 1, begun by automatic mode); the next plan may begin by itself at %s."
                                    .formatted(begun.plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.SECONDS)));
        }

        @Test
        void ofAServiceIsItsOwn() {
            borrows(loop, MAIL);
            borrows(loop, MAIL);

            assertThat(offered(loop, borrow(MAIL)).status()).isEqualTo(Status.OPEN);
            assertThat(offered(loop, borrow(WEB)).status()).isEqualTo(Status.RUNNING);
        }

        @Test
        void ofTheClusterBindsEachService() {
            Loop two = new Loop(new AutomaticLimits(2, 9, Ceiling.ALL, Duration.ZERO, Duration.ZERO, Map.of()));
            borrows(two, MAIL);
            borrows(two, MAIL);

            assertThat(offered(two, borrow(WEB)).prospects().automatic().orElseThrow())
                    .startsWith("The budget of the cluster is used up (plansPerHour: 2, ");
        }

        @Test
        void holdsUnderTheNextMaster() {
            borrows(loop, WEB);

            Loop next = loop.restarted(Mode.AUTOMATIC);
            Proposal second = offered(next, borrow(WEB));

            assertThat(second.status()).isEqualTo(Status.OPEN);
        }

        @Test
        void isFreeAgainAfterAnHour() {
            borrows(loop, WEB);
            Proposal second = offered(loop, borrow(WEB));
            assertThat(second.status()).isEqualTo(Status.OPEN);
            loop.after(Duration.ofHours(1));

            assertThat(offered(loop, borrow(WEB)).status()).isEqualTo(Status.RUNNING);
        }

        @Test
        void holdsNoFaultBack() {
            borrows(loop, WEB);

            Proposal fault = offered(loop, as(PlanKind.FAILOVER, borrow(WEB)));

            assertThat(fault.status()).isEqualTo(Status.RUNNING);
            assertThat(loop.state.continuity().automatic().count(loop.now)).isEqualTo(1);
        }

        @Test
        void doesNotBindAnOperator() {
            borrows(loop, WEB);
            Proposal second = offered(loop, borrow(WEB));

            loop.approves(second);

            assertThat(loop.again(second).status()).isEqualTo(Status.RUNNING);
            assertThat(loop.state.continuity().automatic().count(loop.now)).isEqualTo(1);
        }
    }

    @Nested
    class ACeiling {
        @Test
        void leavesWhatIsLessUrgentToAnOperator() {
            Loop loop = new Loop(new AutomaticLimits(9, 9, Ceiling.RECALLS, Duration.ZERO, Duration.ZERO, Map.of()));

            Proposal loan = offered(loop, borrow(WEB));

            assertThat(loan.status()).isEqualTo(Status.OPEN);
            assertThat(loan.prospects().automatic())
                    .contains("Of web only plans up to 'recalls' begin by themselves (automaticUpTo).");
            assertThat(offered(loop, as(PlanKind.RECALL, borrow(MAIL))).status())
                    .isEqualTo(Status.RUNNING);
        }

        @Test
        void ofAServiceIsItsOwn() {
            Loop loop = new Loop(new AutomaticLimits(
                    9,
                    9,
                    Ceiling.FAULTS,
                    Duration.ZERO,
                    Duration.ZERO,
                    Map.of(WEB, new OfService(Optional.empty(), Optional.of(Ceiling.LOANS)))));

            assertThat(offered(loop, borrow(WEB)).status()).isEqualTo(Status.RUNNING);
            assertThat(offered(loop, borrow(MAIL)).status()).isEqualTo(Status.OPEN);
        }

        @Test
        void alwaysLetsFaultsPass() {
            Loop loop = new Loop(new AutomaticLimits(9, 9, Ceiling.FAULTS, Duration.ZERO, Duration.ZERO, Map.of()));

            assertThat(offered(loop, as(PlanKind.FAILOVER, borrow(WEB))).status())
                    .isEqualTo(Status.RUNNING);
        }
    }

    @Nested
    class ANotice {
        private final Loop loop = new Loop(
                new AutomaticLimits(9, 9, Ceiling.ALL, Duration.ofSeconds(30), Duration.ofSeconds(5), Map.of()));

        @Test
        void isGivenBeforeAPlanBeginsByItself() {
            Proposal open = offered(loop, borrow(WEB));

            assertThat(open.status()).isEqualTo(Status.OPEN);
            assertThat(open.prospects().announced()).contains("It begins by itself in 30 s unless it is rejected.");
            assertThat(open.prospects().automatic()).isEmpty();
            loop.after(Duration.ofSeconds(10));
            loop.observes();
            assertThat(loop.again(open).prospects().announced().orElseThrow())
                    .isEqualTo("It begins by itself in %d s unless it is rejected."
                            .formatted(30
                                    - Duration.between(open.openedAt(), loop.now)
                                            .toSeconds()));
            loop.after(Duration.ofSeconds(20));
            loop.observes();
            assertThat(loop.again(open).status()).isEqualTo(Status.RUNNING);
            assertThat(loop.again(open).approvedBy()).isEqualTo("automatic");
        }

        @Test
        void letsAnOperatorStopIt() {
            Proposal open = offered(loop, borrow(WEB));
            loop.asked(new Intent.Reject(open.id(), "not today", Loop.OPERATOR));
            loop.after(Duration.ofSeconds(40));
            loop.observes();

            assertThat(loop.sent()).isEmpty();
            assertThat(newest(loop, WEB).status()).isEqualTo(Status.REJECTED);
        }

        @Test
        void letsAnOperatorBeginItAtOnce() {
            Proposal open = offered(loop, borrow(WEB));
            loop.approves(open);

            assertThat(loop.again(open).status()).isEqualTo(Status.RUNNING);
        }

        @Test
        void ofAFaultIsItsOwn() {
            Proposal fault = offered(loop, as(PlanKind.FAILOVER, borrow(WEB)));
            assertThat(fault.prospects().announced()).contains("It begins by itself in 5 s unless it is rejected.");
            loop.after(Duration.ofSeconds(5));
            loop.observes();
            assertThat(loop.again(fault).status()).isEqualTo(Status.RUNNING);
        }

        @Test
        void isNotGivenInManualMode() {
            loop.asked(new Intent.SetMode(Mode.MANUAL, Loop.OPERATOR));

            assertThat(offered(loop, borrow(WEB)).prospects().announced()).isEmpty();
        }
    }

    @Test
    void withoutLimitsAPlanBeginsAtOnce() {
        assertThat(offered(new Loop(FREE), borrow(WEB)).status()).isEqualTo(Status.RUNNING);
    }
}
