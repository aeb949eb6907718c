package dev.headroom.backend.remote;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What OpenSSH's configuration says about one host's connection besides its route. What is empty is not said, and
 * Headroom's own value counts.
 *
 * @param connectTimeout the longest time to connect and to exchange keys (ConnectTimeout); from 1 s
 * @param aliveInterval the time without a byte after which the host is asked for a sign of life (ServerAliveInterval);
 *     zero for never
 * @param aliveCount the number of such requests without an answer after which the connection is lost
 *     (ServerAliveCountMax); from 1
 */
public record SessionSettings(
        Optional<Duration> connectTimeout,
        Optional<Duration> aliveInterval,
        Optional<Integer> aliveCount,
        Algorithms algorithms) {
    public SessionSettings {
        if (connectTimeout
                .filter(time -> time.compareTo(Duration.ofSeconds(1)) < 0)
                .isPresent()) {
            throw new IllegalArgumentException("The time to connect must be at least 1 s.");
        }
        if (aliveInterval.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException("The interval of signs of life must not be negative.");
        }
        if (aliveCount.filter(count -> count < 1).isPresent()) {
            throw new IllegalArgumentException("The number of signs of life must be at least 1.");
        }
    }

    /** Nothing said. */
    public static SessionSettings ours() {
        return new SessionSettings(Optional.empty(), Optional.empty(), Optional.empty(), Algorithms.ours());
    }

    /**
     * The names of algorithms that may be used, the preferred ones first: final lists, without {@code +}, {@code -},
     * {@code ^} and patterns. A name that Headroom does not know is passed over.
     *
     * @param keyExchanges KexAlgorithms
     * @param ciphers Ciphers, in both directions
     * @param macs MACs, in both directions
     * @param hostKeys HostKeyAlgorithms: with what the host may prove itself
     * @param publicKeys PubkeyAcceptedAlgorithms: with what Headroom may log in
     * @param authorities CASignatureAlgorithms: with what an authority may sign a host's certificate
     */
    public record Algorithms(
            Optional<List<String>> keyExchanges,
            Optional<List<String>> ciphers,
            Optional<List<String>> macs,
            Optional<List<String>> hostKeys,
            Optional<List<String>> publicKeys,
            Optional<List<String>> authorities) {
        public Algorithms {
            keyExchanges = keyExchanges.map(List::copyOf);
            ciphers = ciphers.map(List::copyOf);
            macs = macs.map(List::copyOf);
            hostKeys = hostKeys.map(List::copyOf);
            publicKeys = publicKeys.map(List::copyOf);
            authorities = authorities.map(List::copyOf);
        }

        /** Nothing said. */
        public static Algorithms ours() {
            return new Algorithms(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
