package dev.headroom.backend.control;

import java.util.Optional;

/** Port: the right to write, held by one master at a time. */
public interface Lease extends AutoCloseable {

    /** Empty while this master may write; else one sentence that says who may. */
    Optional<String> refusal();

    @Override
    void close();
}
