package dev.headroom.backend.control;

/** Port: gets each new state, on the master's thread; must return at once. */
public interface StateSink {
    void accept(ControlState state);
}
