package dev.headroom.planted.sleep.backend.agent;

import java.time.Duration;

final class Sleeps {
    private Sleeps() {}

    static void nap() throws InterruptedException {
        Thread.sleep(Duration.ofMillis(1));
    }
}
