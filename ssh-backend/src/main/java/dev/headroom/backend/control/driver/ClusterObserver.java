package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.HostId;
import java.util.Set;
import java.util.function.Consumer;

/** Port to the hosts: reads them all, again and again. Safe for several threads at once. */
public interface ClusterObserver extends AutoCloseable {

    /** Starts to observe; {@code sink} gets each observation, from any thread, one at a time. */
    void start(Consumer<Observation> sink);

    /** Asks for a reading of these hosts now instead of at the next interval, with every list read anew. */
    void hurry(Set<HostId> hosts);

    /** Asks these hosts at each interval from now on, however calm they are, in place of those named before. */
    default void attend(Attention attention) {
        // Nothing to do in an observer that asks all hosts at each interval.
    }

    /** Connects now to every host that is not connected, also where a refused login would not be tried again. */
    default void tryAgain() {
        // Nothing to do in an observer without pauses after a failure.
    }

    /** As {@link #tryAgain()}, for one host: the others risk no refused login. */
    default void tryAgain(HostId host) {
        // Nothing to do in an observer without pauses after a failure.
    }

    /** Stops observing. */
    @Override
    void close();
}
