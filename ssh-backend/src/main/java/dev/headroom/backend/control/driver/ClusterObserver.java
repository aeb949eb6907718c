package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.HostId;
import java.util.Set;
import java.util.function.Consumer;

/** Port to the hosts: reads them all, again and again. */
public interface ClusterObserver extends AutoCloseable {

    /** Begins; {@code sink} gets each observation, from any thread, one at a time. */
    void start(Consumer<Observation> sink);

    /** Asks for a reading of these hosts now instead of at the next interval, with every list read anew. */
    void hurry(Set<HostId> hosts);

    /** Tries to reach every host that is not connected now, also where a refused login would not be tried again by itself. */
    default void tryAgain() {
        // one that never refuses to try has nothing to do
    }

    /** The same for one host: nobody else's refused login is risked. */
    default void tryAgain(HostId host) {
        // one that never refuses to try has nothing to do
    }

    @Override
    void close();
}
