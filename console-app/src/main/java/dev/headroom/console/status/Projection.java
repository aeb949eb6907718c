package dev.headroom.console.status;

import dev.headroom.backend.control.ControlState;
import java.time.Instant;

/**
 * A view model that shows the newest state. Called on JavaFX's application thread, with each new state and once a
 * second.
 */
public interface Projection {
    /** Shows a state at a time. */
    void show(ControlState state, Instant now);
}
