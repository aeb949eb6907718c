package dev.headroom.planted.thread.backend.control;

final class StateWithThread {
    private StateWithThread() {}

    static void step() {
        Thread.ofVirtual().start(() -> {});
    }
}
