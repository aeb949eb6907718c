package dev.headroom.planted.core.backend.control.core;

final class PlanRun {
    private PlanRun() {}

    static void step() {
        Thread.ofVirtual().start(() -> {});
    }
}
