package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/**
 * A command, character for character as the host's shell gets it.
 *
 * @param within how long after it was sent it may still run on its host if no answer comes
 */
public record ExactCommand(HostId host, String text, Duration within) {

    /** A command that ends at once. */
    public ExactCommand(HostId host, String text) {
        this(host, text, Duration.ZERO);
    }
}
