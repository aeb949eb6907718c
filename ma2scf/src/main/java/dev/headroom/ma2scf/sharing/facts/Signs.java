package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.Utilization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What shows that a container can serve no more than it does, although its server has processor time left: its queue of connections to
 * accept overflows, its quota of processor time is used up, or its processes wait for a processor or for memory nearly all the time.
 * Waiting for a disk is none of them: what a cache or a database does at any load. Pure. See decision 0071.
 */
public final class Signs {
    /** Fewer dropped connections are a burst: the queue of Linux is short by default, and the client asks again. */
    private static final double LEAST_DROPPED = 0.01;

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

    /**
     * That what runs on {@code server} waits, a part of a sentence; empty where nothing shows it. A queue that overflows on the server
     * itself says nothing of what it could lend.
     */
    public static Optional<String> ofServer(RealServer server, Utilization pressureAt) {
        return server.load()
                .fresh()
                .flatMap(load -> waiting(load.strain(), pressureAt).stream()
                        .filter(sign -> sign.severity() > LIMIT)
                        .max(BY_SEVERITY)
                        .map(Sign::sentence));
    }

    private static Optional<Sign> worst(Strain strain, double rate, Utilization pressureAt) {
        List<Sign> signs = new ArrayList<>(waiting(strain, pressureAt));
        strain.overflows().ifPresent(dropped -> signs.add(dropped(dropped, rate)));
        return signs.stream().max(BY_SEVERITY);
    }

    private static List<Sign> waiting(Strain strain, Utilization pressureAt) {
        List<Sign> signs = new ArrayList<>();
        strain.throttled()
                .ifPresent(share -> signs.add(
                        waited(share, pressureAt, "it had used up its CPU quota in %s of the periods (nr_throttled)")));
        strain.cpu()
                .map(Pressure::some)
                .ifPresent(share -> signs.add(waited(
                        share, pressureAt, "its processes waited %s of the time for a processor (PSI cpu some)")));
        strain.memory()
                .map(Pressure::some)
                .ifPresent(share -> signs.add(
                        waited(share, pressureAt, "its processes waited %s of the time for memory (PSI memory some)")));
        return signs;
    }

    private static Sign dropped(double dropped, double rate) {
        double asked = Math.max(rate, dropped);
        return new Sign(
                asked > 0 ? dropped / asked / LEAST_DROPPED : 0,
                String.format(
                        Locale.ROOT,
                        "its queue of connections to accept was full and dropped %.1f of %s (ListenOverflows)",
                        dropped,
                        Wording.rate(asked)));
    }

    private static Sign waited(double share, Utilization pressureAt, String sentence) {
        return new Sign(
                pressureAt.fraction() > 0 ? share / pressureAt.fraction() : 0,
                sentence.formatted(new Utilization(share)));
    }
}
