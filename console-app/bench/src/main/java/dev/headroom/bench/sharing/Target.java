package dev.headroom.bench.sharing;

import dev.headroom.bench.rule.Outcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What was aimed at: at most half of the unmet requests of the best alternative that does not flap. */
public final class Target {
    private static final double PART = 0.5;

    private Target() {}

    /**
     * Whether it was met, in one sentence.
     *
     * @param outcomes the last one is Headroom's
     */
    public static String sentence(List<Outcome> outcomes) {
        Outcome ours = outcomes.getLast();
        Optional<Outcome> best = outcomes.subList(0, outcomes.size() - 1).stream()
                .filter(o -> o.flaps() == 0)
                .min(Comparator.comparingDouble(Outcome::unmet));
        return best.map(rival -> String.format(
                        Locale.ROOT,
                        "target (at most half of the unmet requests of the best alternative without a flap: %.0f of %s): %s with %.0f",
                        rival.unmet(),
                        rival.rule(),
                        ours.unmet() <= PART * rival.unmet() ? "met" : "missed",
                        ours.unmet()))
                .orElse("target: each alternative flaps");
    }
}
