package dev.headroom.backend.etcd;

import java.time.Duration;
import java.util.Optional;

/** What one master has in etcd: its lease, and perhaps the key of the election. Owned by one thread. */
final class EtcdSession implements AutoCloseable {
    private final EtcdClient client;
    private final EtcdKeys keys;
    private final String who;
    private final Duration term;
    private Optional<String> lease = Optional.empty();
    /** The revision at which this master took the key; 0 while it has not. */
    private long mine;

    /** What a round found. */
    sealed interface Outcome {
        /** This master has the key. */
        record Mine(long revision, long added) implements Outcome {}

        /**
         * Another master has it.
         *
         * @param who the login name and the computer of that master
         */
        record Theirs(String who) implements Outcome {}
    }

    /** @throws EtcdException if a file of the settings cannot be used */
    EtcdSession(EtcdSettings settings, String cluster, String who, Duration term) throws EtcdException {
        this.client = new EtcdClient(settings);
        this.keys = new EtcdKeys(client, cluster);
        this.who = who;
        this.term = term;
    }

    /**
     * Renews the lease, or makes one, and takes the key if it is free.
     *
     * @param force whether another master's election is taken away
     * @param above the number that an election must exceed
     */
    Outcome round(boolean force, long above) throws EtcdException, InterruptedException {
        if (lease.isPresent() && !keys.keep(lease.get())) {
            lease = Optional.empty();
            mine = 0;
        }
        if (lease.isEmpty()) {
            lease = Optional.of(keys.grant(term.toSeconds()));
        }
        EtcdKeys.Found found = mine == 0 ? taken() : keys.look();
        if (mine != 0 && found.revision() != mine) {
            // Another master has taken the election away, or an operator has removed the key.
            mine = 0;
            found = taken();
        }
        if (mine == 0 && force) {
            keys.remove(found.revision());
            found = taken();
        }
        if (mine == 0) {
            return new Outcome.Theirs(found.who());
        }
        long added = found.added();
        if (mine + added <= above) {
            added = above + 1 - mine;
            if (!keys.add(mine, added)) {
                mine = 0;
                return new Outcome.Theirs(keys.look().who());
            }
        }
        return new Outcome.Mine(mine, added);
    }

    private EtcdKeys.Found taken() throws EtcdException, InterruptedException {
        EtcdKeys.Found found = keys.take(lease.orElseThrow(), who);
        // Also where the answer to an earlier request was lost, and the key is under this lease already.
        mine = found.lease().equals(lease.orElseThrow()) ? found.revision() : 0;
        return found;
    }

    /** Whether this master has the key, as far as etcd has answered. */
    boolean isMine() {
        return mine != 0;
    }

    /** Gives the key back at once. */
    void leave() throws EtcdException, InterruptedException {
        Optional<String> last = lease;
        lease = Optional.empty();
        mine = 0;
        if (last.isPresent()) {
            keys.revoke(last.get());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
