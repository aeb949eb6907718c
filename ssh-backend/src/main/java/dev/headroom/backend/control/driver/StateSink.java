package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ControlState;

/** Port: receives each new state, on the master's thread; must return at once. */
public interface StateSink {
    void accept(ControlState state);
}
