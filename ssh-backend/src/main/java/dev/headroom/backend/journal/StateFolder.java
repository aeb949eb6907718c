package dev.headroom.backend.journal;

import java.nio.file.Path;
import java.util.Map;

/** Where a master keeps what must outlive it: one folder a cluster. */
public final class StateFolder {
    private StateFolder() {}

    /**
     * {@code $XDG_STATE_HOME/headroom/CLUSTER}, else {@code ~/.local/state/headroom/CLUSTER}.
     *
     * @param environment as of the process
     */
    public static Path of(String cluster, Map<String, String> environment, Path home) {
        String configured = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = configured.isBlank() ? home.resolve(".local").resolve("state") : Path.of(configured);
        return base.resolve("headroom").resolve(cluster);
    }
}
