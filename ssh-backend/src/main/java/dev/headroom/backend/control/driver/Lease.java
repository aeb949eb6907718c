package dev.headroom.backend.control.driver;

import java.util.Optional;

/** Port: the right to write, held by one master at a time. */
public interface Lease extends AutoCloseable {

    /** For a cluster that no other master can reach, such as a simulated one. */
    Lease UNCONTESTED = new Lease() {
        @Override
        public Optional<String> refusal() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    };

    /** Empty while this master may write; else one sentence that says who may. From any thread; must return at once. */
    Optional<String> refusal();

    @Override
    void close();
}
