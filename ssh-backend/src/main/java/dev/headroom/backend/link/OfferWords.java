package dev.headroom.backend.link;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The figures and the steps of a plan in words, the same in the window and on a terminal. Pure. */
public final class OfferWords {
    private static final int SECONDS_SHOWN = 120;

    private OfferWords() {}

    /** What the plan moves, with sign and unit, as {@code +1,240 conn/s}; empty for a plan that moves no load. */
    public static Optional<String> amount(Plan plan) {
        boolean gives = plan.kind() == PlanKind.GIVE_BACK || plan.kind() == PlanKind.RECALL;
        return plan.amount() <= 0
                ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT, "%s%,d conn/s", gives ? "−" : "+", Math.round(plan.amount())));
    }

    /** The extent of an approval: {@code 6 steps on 3 hosts}. */
    public static String scope(Plan plan) {
        long hosts = plan.actions().stream()
                .map(Action::host)
                .map(HostId::name)
                .distinct()
                .count();
        return count(plan.steps().size(), "step") + " on " + count(hosts, "host");
    }

    /** What a step does, in sentence case; of a wait also how long it may last. */
    public static String step(Action action) {
        String words = action.describe();
        String limit = action instanceof Wait wait ? ", at most " + length(wait.deadline()) : "";
        return Character.toUpperCase(words.charAt(0)) + words.substring(1) + limit;
    }

    /** The utilization before and after: {@code 81 % → 60 %}. */
    public static String change(Plan.Forecast forecast) {
        return forecast.before() + " → " + forecast.after();
    }

    private static String length(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds <= SECONDS_SHOWN ? seconds + " s" : (seconds + 59) / 60 + " min";
    }

    private static String count(long number, String one) {
        return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
    }
}
