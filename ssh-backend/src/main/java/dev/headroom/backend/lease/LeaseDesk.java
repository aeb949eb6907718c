package dev.headroom.backend.lease;

import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/**
 * Where the agents of the hosts ask what to do about the lease, and tell what they found. Safe for several threads at
 * once; no method waits.
 */
public interface LeaseDesk {
    /** For a program that neither takes the lease nor shows who holds it. */
    LeaseDesk NONE = new LeaseDesk() {
        @Override
        public Optional<String> words(HostId host) {
            return Optional.empty();
        }

        @Override
        public void seen(HostId host, LeaseReport report) {
            // Nobody asked.
        }

        @Override
        public void lost(HostId host) {
            // Nobody asked.
        }
    };

    /** What the next question to a host says of the lease: words of the agent's script, parted by blanks. */
    Optional<String> words(HostId host);

    /** A host answered such a question. */
    void seen(HostId host, LeaseReport report);

    /** A host could not be read: it is unknown who holds the lease there. */
    void lost(HostId host);
}
