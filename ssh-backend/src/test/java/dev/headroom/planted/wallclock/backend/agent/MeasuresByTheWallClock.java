package dev.headroom.planted.wallclock.backend.agent;

import java.time.InstantSource;

final class MeasuresByTheWallClock {
    private MeasuresByTheWallClock() {}

    static InstantSource clock() {
        return InstantSource.system();
    }
}
