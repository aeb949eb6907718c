package dev.headroom.backend.pace;

import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import java.time.Duration;
import java.time.Instant;

/**
 * The pace of one host, from round to round. Pure.
 *
 * <p>It gets shorter at once, and longer only with a report: what is known of a host is believed for as long as its pace was when it was
 * read ({@code promised}), so no host looks old because it is asked less often, and none is believed longer than it was asked.
 *
 * @param multiple of the interval, at least 1
 * @param promised the greatest multiple since the last report
 * @param stir what happened there last
 * @param stirredAt when
 */
record Tempo(int multiple, int promised, Why why, Why stir, Instant stirredAt, AgentCost cost) {
    /** A multiple that the cost asked for is taken back only when the cost is below its bound by this factor, so that it does not swing. */
    private static final double MARGIN = 1.25;

    /** Of a host that was not read yet. */
    static Tempo begin(Instant now) {
        return new Tempo(1, 1, Why.NEW, Why.NEW, now, AgentCost.UNKNOWN);
    }

    /** The pace after a round. */
    Tempo after(Sight sight, PaceRules rules, Instant now) {
        AgentCost account =
                sight.agent().map((AgentTime told) -> cost.after(told)).orElse(cost);
        Why last = sight.stir().orElse(stir);
        Instant at = sight.stir().isPresent() ? now : stirredAt;
        boolean quiet = sight.stir().isEmpty() && Duration.between(at, now).compareTo(PaceRules.QUIET) >= 0;
        int wanted = quiet ? rules.calmMultiple() : 1;
        int forCost = last == Why.PLAN && !quiet ? 1 : affordable(account, sight, rules);
        int next = Math.max(wanted, forCost);
        if (next > multiple && !sight.reported()) {
            return new Tempo(multiple, promised, why, last, at, account);
        }
        Why reason = forCost > wanted ? Why.COSTLY : quiet && wanted > 1 ? Why.CALM : last;
        return new Tempo(next, sight.reported() ? next : Math.max(promised, next), reason, last, at, account);
    }

    /** The least multiple at which the agent takes no more than it may. */
    private int affordable(AgentCost account, Sight sight, PaceRules rules) {
        if (account.last().isEmpty()) {
            return 1;
        }
        double part = sight.stressed() ? PaceRules.MOST_UNDER_STRESS : PaceRules.MOST_OF_A_CORE;
        double most = part * sight.cores() * rules.interval().toNanos() / 1e9;
        double times = account.last().get().frame() / most;
        int enough = clamp(Math.ceil(times), rules);
        int before = Math.min(multiple, rules.most());
        return why == Why.COSTLY && enough < before
                ? Math.min(before, clamp(Math.ceil(times * MARGIN), rules))
                : enough;
    }

    private static int clamp(double multiple, PaceRules rules) {
        return (int) Math.clamp(multiple, 1, rules.most());
    }

    /** For people and programs. */
    HostPace told(PaceRules rules) {
        return new HostPace(
                rules.interval().multipliedBy(multiple),
                rules.adapts() ? why : Why.STEADY,
                cost.last().map(AgentCost.Measured::cores));
    }
}
