package dev.headroom.planted.environment.backend.agent;

final class SnapshotAssembler {
    private SnapshotAssembler() {}

    static String home() {
        return System.getProperty("user.home");
    }
}
