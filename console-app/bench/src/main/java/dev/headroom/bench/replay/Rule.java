package dev.headroom.bench.replay;

/** Starts and stops containers of a replayed cluster. Keeps what it remembers; one for each replay. */
interface Rule {
    String name();

    /** Looks at the readings just taken and acts; returns seconds until it wants to look again, at least 1. */
    int look(ReplayCluster cluster);

    /** What the homes can do alone. */
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
