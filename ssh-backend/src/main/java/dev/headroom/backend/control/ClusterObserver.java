package dev.headroom.backend.control;

import java.util.function.Consumer;

/** Port to the hosts: reads them all, again and again. */
public interface ClusterObserver extends AutoCloseable {

    /** Begins; {@code sink} gets each observation, from any thread, one at a time. */
    void start(Consumer<Observation> sink);

    /** Asks for a reading of all hosts now instead of at the next interval. */
    void hurry();

    @Override
    void close();
}
