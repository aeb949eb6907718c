package dev.headroom.simulation.soak;

import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.consumer.RecordingStream;

/**
 * Counts the virtual threads that have begun and not ended, by the events of the flight recorder. A thread dump would
 * list them, too, but under load it ends the JVM (Temurin 25.0.3, in {@code GetThreadSnapshotClosure}).
 */
final class VirtualThreads implements AutoCloseable {
    private final AtomicLong alive = new AtomicLong();
    private final RecordingStream events = new RecordingStream();

    VirtualThreads() {
        events.enable("jdk.VirtualThreadStart").withoutStackTrace();
        events.enable("jdk.VirtualThreadEnd").withoutStackTrace();
        events.onEvent("jdk.VirtualThreadStart", _ -> alive.incrementAndGet());
        events.onEvent("jdk.VirtualThreadEnd", _ -> alive.decrementAndGet());
        events.startAsync();
    }

    /** As of about the last second. */
    long alive() {
        return alive.get();
    }

    @Override
    public void close() {
        events.close();
    }
}
