package dev.headroom.console.status;

import dev.headroom.backend.control.ControlState;
import java.time.Instant;

/** A view model that shows the newest state. Called on the screen's thread, with each new state and once a second. */
public interface Projection {
    void show(ControlState state, Instant now);
}
