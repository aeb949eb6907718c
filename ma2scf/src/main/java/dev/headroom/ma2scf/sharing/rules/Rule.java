package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.lending.Round;
import java.time.Duration;
import java.util.Optional;

/** One reason to change something. A new rule is a class that implements this, and a line in {@link Rules}. Stateless. */
public interface Rule {

    /** What its plans are for. */
    PlanKind kind();

    /**
     * What it would do for {@code view} by the readings of this moment. Asked once a round of each service whose tables may be
     * changed.
     *
     * @return empty if nothing
     */
    Optional<Opinion> judge(ServiceView view, Round round);

    /**
     * Whether it only helps the clients of the directors that are read, so that it may act while another is not: it takes nothing
     * away that serves. See decision 0067.
     */
    default boolean mayActInPart() {
        return false;
    }

    /** How long its opinion of a service must last without a break before it counts; empty: it counts at once. */
    default Optional<Duration> hold(SharingPolicy policy) {
        return Optional.empty();
    }
}
