package dev.headroom.backend.inventory;

import java.util.Arrays;
import java.util.Locale;

/** Where the lease is kept, the right of one master to change the cluster. */
public enum LeaseKeeper {
    /** Each host keeps it, and refuses the commands of every other master. */
    HOSTS,
    /** Each host keeps it, for the master that etcd has elected. */
    ETCD,
    /** Nowhere but in the state folder: two masters on two computers may both change the cluster. */
    NONE;

    /**
     * Reads the word of the cluster file.
     *
     * @throws IllegalArgumentException with a sentence if it is none
     */
    static LeaseKeeper parse(String word) {
        return Arrays.stream(values())
                .filter(keeper ->
                        keeper != ETCD && keeper.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The lease must be 'hosts' (each host lets one master change it), 'etcd"
                                + " https://HOST:2379' (the one that etcd elects) or 'none'."));
    }
}
