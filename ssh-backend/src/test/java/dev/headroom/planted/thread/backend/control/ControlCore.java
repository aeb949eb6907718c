package dev.headroom.planted.thread.backend.control;

final class ControlCore {
    private ControlCore() {}

    static void step() {
        Thread.ofVirtual().start(() -> {});
    }
}
