package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.AutomaticLimits.Ceiling;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Holds each field of a policy against the others: which of them could never work, and which say something in vain. Pure.
 *
 * @param interval the time between two observations
 * @param limits how far automatic mode may go
 */
record PolicySense(SharingPolicy policy, Duration interval, AutomaticLimits limits) {
    /** Measured load is never exact: a server of which less may be used lends nothing as soon as it does anything. */
    private static final double LARGEST_RESERVE = 1 - SharingPolicy.LEAST_DEAD_BAND;

    private static final int CHANGES_OF_A_MOVE = 2;
    private static final int SERVERS_OF_A_SPARE = 2;

    /**
     * One field that says something impossible or useless.
     *
     * @param field as the cluster file names it
     */
    record Nonsense(String field, String sentence) {}

    /** A field that keeps the policy from ever working. */
    Optional<Nonsense> impossible() {
        if (policy.reserve() > LARGEST_RESERVE + 1e-9) {
            return Optional.of(new Nonsense(
                    "reserve",
                    String.format(
                            Locale.ROOT,
                            "reserve (%.0f %%) must be at most %.0f %%: a server that uses %.0f %% of its processors, as an idle one may, could lend nothing.",
                            policy.reserve() * 100,
                            LARGEST_RESERVE * 100,
                            (1 - policy.reserve()) * 100)));
        }
        if (policy.giveBackAt().fraction() <= 0) {
            return Optional.of(
                    new Nonsense(
                            "giveBackAt",
                            "giveBackAt (0 %) must be above 0 %: no utilization is below 0 %, so no loan would ever be given back."));
        }
        if (policy.overloadAt().fraction() >= 1) {
            return Optional.of(
                    new Nonsense(
                            "overloadAt",
                            "overloadAt (100 %) must be below 100 %: no server is in use to more than 100 %, so nothing would ever be borrowed."));
        }
        return late("overloadHold", policy.holds().overload(), "one reading would count as an overload that lasts")
                .or(() ->
                        late("giveBackHold", policy.holds().giveBack(), "one reading would count as a calm that lasts"))
                .or(this::lateEnd)
                .or(() -> never("notifyBefore", limits.notifyBefore()))
                .or(() -> never("notifyBeforeFaults", limits.notifyBeforeFaults()));
    }

    /** A deadline that is over before a reading can show that it is kept. */
    private Optional<Nonsense> lateEnd() {
        return late(
                        "startDeadline",
                        policy.deadlines().start(),
                        "no reading could show in time that a container serves")
                .or(() -> late(
                        "drainDeadline",
                        policy.deadlines().drain(),
                        "no reading could show in time that the connections have ended"))
                .or(() -> late(
                        "proposalTerm",
                        policy.deadlines().proposal(),
                        "a proposal would expire before the next reading"));
    }

    private Optional<Nonsense> never(String field, Duration notice) {
        return notice.compareTo(policy.deadlines().proposal()) >= 0
                ? Optional.of(new Nonsense(
                        field,
                        "%s (%s) must be shorter than proposalTerm (%s): a proposal would expire before it begins by itself."
                                .formatted(
                                        field,
                                        words(notice),
                                        words(policy.deadlines().proposal()))))
                : Optional.empty();
    }

    private Optional<Nonsense> late(String field, Duration deadline, String consequence) {
        return deadline.compareTo(interval) < 0
                ? Optional.of(new Nonsense(
                        field,
                        "%s (%s) must not be shorter than interval (%s): %s."
                                .formatted(field, words(deadline), words(interval), consequence)))
                : Optional.empty();
    }

    /**
     * Fields that have no effect, or leave nothing to do.
     *
     * @param lending the number of real servers that lend
     */
    List<Nonsense> useless(boolean saysMoveMargin, long lending) {
        List<Nonsense> useless = new ArrayList<>();
        Restraint restraint = policy.restraint();
        if (restraint.maximumQuiesced() <= 0) {
            useless.add(
                    new Nonsense(
                            "maximumQuiesced",
                            "maximumQuiesced is 0 %, so no destination ever gets weight 0 by Headroom, not even a dead one, and no loan is drained to be given back; raise it, or use 'watch' mode if that is what you want."));
        }
        if (saysMoveMargin && restraint.churnBudget() < CHANGES_OF_A_MOVE) {
            useless.add(new Nonsense(
                    "moveMargin",
                    "moveMargin has no effect: churnBudget is %d, and a loan that makes room for another needs %d changes; raise churnBudget, or leave moveMargin out."
                            .formatted(restraint.churnBudget(), CHANGES_OF_A_MOVE)));
        }
        if (restraint.spareServer() && lending < SERVERS_OF_A_SPARE) {
            useless.add(new Nonsense(
                    "spareServer",
                    "spareServer keeps the load of one lender free at the others, and %d real servers lend, so nothing is ever lent; let %d or more of them lend, or leave spareServer out."
                            .formatted(lending, SERVERS_OF_A_SPARE)));
        }
        if (limits.plansPerHourOfService() > limits.plansPerHour()) {
            useless.add(new Nonsense(
                    "plansPerHourOfService",
                    "plansPerHourOfService (%d) has no effect: plansPerHour allows %d for the whole cluster."
                            .formatted(limits.plansPerHourOfService(), limits.plansPerHour())));
        }
        if (limits.upTo() == Ceiling.FAULTS && limits.notifyBefore().isPositive()) {
            useless.add(
                    new Nonsense(
                            "notifyBefore",
                            "notifyBefore has no effect where a service says nothing else: by automaticUpTo only answers to faults begin by themselves, and those wait for notifyBeforeFaults."));
        }
        return useless;
    }

    private static String words(Duration time) {
        if (time.toMillis() % 1000 != 0) {
            return time.toMillis() + " ms";
        }
        long seconds = time.toSeconds();
        return seconds >= 120 && seconds % 60 == 0 ? seconds / 60 + " m" : seconds + " s";
    }
}
