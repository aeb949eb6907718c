package dev.headroom.bench.replay;

/** Starts and stops containers of a replayed cluster. It may have state; one for each replay. */
interface Rule {
    String name();

    /** Reads the last readings and acts; returns the seconds until it wants to act again, at least 1. */
    int look(ReplayCluster cluster);

    /** Starts no container: the home containers serve alone. */
    static Rule noSharing() {
        return new Rule() {
            @Override
            public String name() {
                return "no sharing";
            }

            @Override
            public int look(ReplayCluster cluster) {
                return Replay.INTERVAL_SECONDS;
            }
        };
    }
}
