package dev.headroom.simulation;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Advances a simulated cluster's time by the machine's clock, on a thread of its own, until closed. */
public final class TimePump implements AutoCloseable {
    private static final long STEP_MILLIS = 50;

    private final SimulatedCluster cluster;
    private final ScheduledExecutorService thread;
    private final double speed;
    private long last = System.nanoTime();

    private TimePump(SimulatedCluster cluster, double speed) {
        this.cluster = cluster;
        this.speed = speed;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("simulated-time").factory());
    }

    /**
     * Starts the thread.
     *
     * @param speed simulated seconds in a real second, above 0
     */
    public static TimePump start(SimulatedCluster cluster, double speed) {
        if (!(speed > 0)) {
            throw new IllegalArgumentException("The speed (%s) must be above 0.".formatted(speed));
        }
        TimePump pump = new TimePump(cluster, speed);
        cluster.pumped(true);
        // The future ends only by a bug in the model; the time then stops visibly.
        var _ = pump.thread.scheduleAtFixedRate(pump::step, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
        return pump;
    }

    private void step() {
        long now = System.nanoTime();
        cluster.advance(Duration.ofNanos((long) ((now - last) * speed)));
        last = now;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        cluster.pumped(false);
    }
}
