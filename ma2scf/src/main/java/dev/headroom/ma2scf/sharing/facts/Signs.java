package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.Utilization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What shows that a container can serve no more than it does, although its server has processor time left: its queue of connections to
 * accept overflows, or its processes wait for a processor nearly all the time (a quota does that, too). Waiting for memory or a disk is
 * none of them, nor is {@code nr_throttled}: caches, backups and short bursts show these at any load. Pure. See decision 0071.
 */
final class Signs {
    /** Fewer dropped connections are a burst: the queue of Linux is short by default, and the client asks again. */
    private static final double LEAST_DROPPED = 0.01;
    /** In overflows a second: one client that asks again is counted each time. */
    private static final double LEAST_OVERFLOWS = 1;

    /** A severity above it counts. */
    static final double LIMIT = 1;

    private static final Comparator<Sign> BY_SEVERITY = Comparator.comparingDouble(Sign::severity);

    private Signs() {}

    /**
     * One sign.
     *
     * @param severity above {@link #LIMIT} where it counts
     * @param sentence a part of a sentence
     */
    private record Sign(double severity, String sentence) {}

    /**
     * How much {@code strain} shows that a container can serve no more: above {@link #LIMIT} it does. Empty where nothing is known of it.
     *
     * @param rate connections a second that directors send it
     * @param pressureAt the share of time spent waiting from which it counts
     */
    static Optional<Double> severity(Strain strain, double rate, Utilization pressureAt) {
        return worst(strain, rate, pressureAt).map(Sign::severity);
    }

    /** What shows it, a part of a sentence; empty where nothing does. */
    static Optional<String> sentence(Strain strain, double rate, Utilization pressureAt) {
        return worst(strain, rate, pressureAt)
                .filter(sign -> sign.severity() > LIMIT)
                .map(Sign::sentence);
    }

    private static Optional<Sign> worst(Strain strain, double rate, Utilization pressureAt) {
        List<Sign> signs = new ArrayList<>();
        strain.cpu().map(Pressure::some).ifPresent(share -> signs.add(waited(share, pressureAt)));
        strain.overflows().ifPresent(overflows -> signs.add(overflowed(overflows, rate)));
        return signs.stream().max(BY_SEVERITY);
    }

    /** Each try of a client counts as an overflow, so how many connections were lost is not known. */
    private static Sign overflowed(double overflows, double rate) {
        double asked = Math.max(rate, overflows);
        return new Sign(
                asked > 0 ? Math.min(overflows / asked / LEAST_DROPPED, overflows / LEAST_OVERFLOWS) : 0,
                String.format(
                        Locale.ROOT,
                        "its queue of connections to accept was full, with %.1f overflows/s (ListenOverflows)",
                        overflows));
    }

    private static Sign waited(double share, Utilization pressureAt) {
        return new Sign(
                share / pressureAt.fraction(),
                "its processes waited %s of the time for a processor (PSI cpu some)".formatted(new Utilization(share)));
    }
}
