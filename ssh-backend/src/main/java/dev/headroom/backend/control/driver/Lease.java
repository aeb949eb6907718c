package dev.headroom.backend.control.driver;

import java.util.Optional;

/** Port: the right to write, held by one master at a time. */
public interface Lease extends AutoCloseable {

    /** A lease that is always held: for a cluster that no other master can reach, such as a simulated one. */
    Lease UNCONTESTED = new Lease() {
        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /**
     * Why this master may not write, and who may, one sentence; empty while it may. Called from any thread; must
     * return at once.
     */
    Optional<String> refusal();

    @Override
    void close();
}
