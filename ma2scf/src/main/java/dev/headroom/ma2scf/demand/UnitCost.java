package dev.headroom.ma2scf.demand;

import dev.headroom.ma2scf.model.ConfiguredCost;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.Optional;

/**
 * What one connection costs, and how that is known. See decision 0006.
 *
 * @param cpu cores for each connection a second; 0 where unknown
 * @param network bytes a second for each connection a second; 0 where unknown
 * @param sentence says the cost and its source to an operator
 */
public record UnitCost(double cpu, double network, Source source, String sentence) {
    /** With fewer readings nothing can be said of how sure the cost is. */
    static final int LEAST_READINGS = 8;
    /** A cost that may be wrong by more than this part is not learned. */
    static final double WIDEST = 0.25;

    /** Where a cost comes from, the best first. */
    public enum Source {
        /** Enough readings that agree. */
        LEARNED,
        /** The cluster file says it. */
        CONFIGURED,
        /** Too few readings, or readings that do not agree, or an old one; nothing better is known. */
        LAST_GOOD,
        /** All servers are saturated, so it can be more. */
        AT_LEAST,
        UNKNOWN
    }

    /**
     * The best that is known.
     *
     * @param lastGood cores; the last cost that was believed; 0 if there was none
     * @param atLeast cores; what is used for each connection that is asked for, where every server is saturated: what is asked
     *     for is then more than what is served, so the true cost is not lower; 0 where some server is not saturated
     */
    public static UnitCost of(CostReadings readings, ConfiguredCost configured, double lastGood, double atLeast) {
        UnitCost best = best(readings, configured, lastGood);
        if (atLeast <= best.cpu()) {
            return best;
        }
        String sentence =
                "One connection costs at least %s cores: each server that serves it is saturated, so more may be asked than is served."
                        .formatted(digits(atLeast));
        return new UnitCost(atLeast, best.network(), Source.AT_LEAST, sentence);
    }

    private static UnitCost best(CostReadings readings, ConfiguredCost configured, double lastGood) {
        Optional<Estimate> learned = readings.cpu();
        double network =
                readings.network().filter(UnitCost::isSure).map(Estimate::cost).orElse(configured.network());
        if (learned.filter(UnitCost::isSure).isPresent()) {
            Estimate sure = learned.get();
            return of(
                    sure.cost(),
                    network,
                    Source.LEARNED,
                    "learned from %d readings (±%s %%).".formatted(sure.readings(), percent(sure)));
        }
        String doubt = learned.map(UnitCost::doubt).orElse("there are no readings");
        if (configured.cpu() > 0) {
            return of(
                    configured.cpu(),
                    network,
                    Source.CONFIGURED,
                    "as configured in the cluster file: %s.".formatted(doubt));
        }
        if (learned.isPresent()) {
            return of(
                    learned.get().cost(),
                    network,
                    Source.LAST_GOOD,
                    "as far as can be told, and nothing is configured: %s.".formatted(doubt));
        }
        return lastGood > 0
                ? of(
                        lastGood,
                        network,
                        Source.LAST_GOOD,
                        "as last measured, and nothing is configured: %s.".formatted(doubt))
                : new UnitCost(
                        0,
                        network,
                        Source.UNKNOWN,
                        "What one connection costs is not known: %s, and nothing is configured.".formatted(doubt));
    }

    private static UnitCost of(double cpu, double network, Source source, String because) {
        return new UnitCost(cpu, network, source, "One connection costs %s cores, %s".formatted(digits(cpu), because));
    }

    private static boolean isSure(Estimate estimate) {
        return estimate.readings() >= LEAST_READINGS && estimate.halfWidth() <= WIDEST;
    }

    private static String doubt(Estimate estimate) {
        return estimate.readings() < LEAST_READINGS
                ? "too few readings (%d of %d)".formatted(estimate.readings(), LEAST_READINGS)
                : "the readings differ too much (±%s %%)".formatted(percent(estimate));
    }

    private static String percent(Estimate estimate) {
        return String.format(Locale.ROOT, "%.0f", estimate.halfWidth() * 100);
    }

    /** Two digits that count, never in powers of ten. */
    private static String digits(double cores) {
        return new BigDecimal(cores)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
