package dev.headroom.backend.etcd;

import dev.headroom.backend.lease.Election.Standing;
import java.net.URI;
import java.time.Duration;

/** A process that is elected and does nothing else, to be killed. */
final class HoldsElection {
    private HoldsElection() {}

    /**
     * Prints the number under which it is elected.
     *
     * @param args the address of etcd
     */
    public static void main(String[] args) throws Exception {
        EtcdElection election = EtcdElection.start(
                EtcdServer.settings(URI.create(args[0])), "shop", "ann@laptop", Duration.ofSeconds(5));
        election.whenChanged(() -> {
            if (election.now() instanceof Standing.Elected(long number)) {
                System.out.println(number);
            }
        });
        election.want(true);
        Thread.currentThread().join();
    }
}
