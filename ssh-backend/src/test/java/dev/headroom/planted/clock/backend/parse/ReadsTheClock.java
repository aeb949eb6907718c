package dev.headroom.planted.clock.backend.parse;

import java.time.Clock;
import java.time.Instant;

final class ReadsTheClock {
    private ReadsTheClock() {}

    static Instant now() {
        return Clock.systemUTC().instant();
    }
}
