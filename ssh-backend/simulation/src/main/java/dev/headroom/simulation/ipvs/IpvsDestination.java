package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.simulation.ipvs.ServiceListing.Traffic;
import java.util.ArrayDeque;

/**
 * One destination in a director's table, with its connections. Guarded by the cluster's lock. Counts are fractions,
 * since connections are flows.
 */
public final class IpvsDestination {
    /** The kernel forgets a finished connection after the timeout tcpfin, 120 s. */
    private static final double FINISHED_SECONDS = 120;
    /** A connection counts as active from its first packet on; without an answer for 60 s (the timeout of SYN_RECV). */
    private static final double ATTEMPT_SECONDS = 60;
    /** Clients of a killed server give up after about 5 s. */
    private static final double PATIENCE_SECONDS = 5;

    private static final int PACKETS = 6;
    private static final int REQUEST_BYTES = 700;
    private static final int RESPONSE_BYTES = 9_000;

    private final ServiceTally tally;
    private DestinationSpec spec;
    private double scheduled;
    private double unanswered;
    private double active;
    private double abandoned;
    private double inactive;
    private double templates;
    private double clock;
    private final ArrayDeque<Attempts> attempts = new ArrayDeque<>();
    private boolean overThreshold;

    private record Attempts(double until, double connections) {}

    IpvsDestination(DestinationSpec spec, ServiceTally tally) {
        this.spec = spec;
        this.tally = tally;
    }

    public DestinationSpec spec() {
        return spec;
    }

    void replace(DestinationSpec whole) {
        spec = whole;
        if (whole.thresholds().upper() == 0) {
            overThreshold = false;
        }
    }

    /** Connections in service or queued. */
    public double active() {
        return active;
    }

    /** The overhead by which schedulers choose, as {@code ip_vs_dest_conn_overhead} computes it. */
    public double overhead() {
        return counted() * 256 + inactive;
    }

    /** Whether the scheduler may choose the destination now: its weight is above 0 and its thresholds are not exceeded. */
    public boolean available() {
        Thresholds limits = spec.thresholds();
        if (limits.upper() > 0) {
            double all = counted() + inactive;
            double lower = limits.lower() > 0 ? limits.lower() : limits.upper() * 0.75;
            overThreshold = all >= limits.upper() || (overThreshold && all >= lower);
        }
        return !overThreshold && !spec.weight().isQuiesced();
    }

    public void accept(double connections) {
        scheduled += connections;
        active += connections;
        templates += connections;
    }

    /** The number of connections that the kernel counts as active. */
    private double counted() {
        return active
                + abandoned
                + attempts.stream().mapToDouble(Attempts::connections).sum();
    }

    /** Adds connections that get no answer, since the destination is down. */
    public void attempt(double connections) {
        scheduled += connections;
        unanswered += connections;
        attempts.add(new Attempts(clock + ATTEMPT_SECONDS, connections));
        tally.fail(connections);
    }

    /** Adds connections that were refused: the kernel keeps them as half open. */
    public void refuse(double connections) {
        scheduled += connections;
        unanswered += connections;
        inactive += connections;
        tally.fail(connections);
    }

    public void serve(double connections) {
        active -= connections;
        inactive += connections;
        tally.serve(connections);
    }

    /** Drops the connections in service; the director still counts them. */
    public void lose() {
        tally.fail(active);
        abandoned += active;
        active = 0;
    }

    void fade(double seconds, int persistence) {
        clock += seconds;
        while (!attempts.isEmpty() && attempts.getFirst().until() <= clock) {
            attempts.removeFirst();
        }
        double given = abandoned * Math.min(1, seconds / PATIENCE_SECONDS);
        abandoned -= given;
        inactive += given;
        inactive -= inactive * Math.min(1, seconds / FINISHED_SECONDS);
        templates = persistence == 0 ? 0 : templates - templates * Math.min(1, seconds / persistence);
    }

    void zero() {
        scheduled = 0;
        unanswered = 0;
    }

    ServiceListing.Row row() {
        return new ServiceListing.Row(
                spec,
                new ConnectionCounts(Math.round(counted()), Math.round(inactive), Math.round(templates), (long)
                        Math.floor(scheduled + 1e-6)),
                traffic());
    }

    private Traffic traffic() {
        long connections = (long) Math.floor(scheduled + 1e-6);
        // With direct routing and tunneling the answers do not pass the director.
        boolean seesAnswers = spec.method() instanceof ForwardingMethod.Masquerading;
        long answered = (long) Math.floor(scheduled - unanswered + 1e-6);
        return new Traffic(
                connections,
                connections * PACKETS,
                seesAnswers ? answered * PACKETS : 0,
                connections * REQUEST_BYTES,
                seesAnswers ? answered * RESPONSE_BYTES : 0);
    }
}
