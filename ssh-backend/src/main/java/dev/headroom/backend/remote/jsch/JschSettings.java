package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.jsch.keys.KeyRing;
import dev.headroom.backend.remote.secrets.Secrets;
import dev.headroom.backend.remote.trust.KnownHosts;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Deadlines and limits of the shells; the same for all hosts.
 *
 * @param connectDeadline for the host to accept the connection, for each of its addresses
 * @param loginDeadline for the login; longer for a host that needed longer before
 * @param longestLogin the longest login deadline
 * @param keepAlive the time without a byte after which a keep-alive is sent; after three without an answer the
 * connection is lost
 * @param firstPause the pause after the first failed attempt; it doubles with each further one
 * @param longestPause the longest pause
 * @param outputLimit bytes of output that a command may print, or that a stream may be ahead of its reader
 * @param knownHosts reads the files of trusted host keys
 * @param ring the unlocked keys, and the way to the operator
 * @param ticker nanoseconds of a clock that only goes forward
 * @param persists whether what was refused is tried again later; not by a program that looks once and ends
 */
public record JschSettings(
        Duration connectDeadline,
        Duration loginDeadline,
        Duration longestLogin,
        Duration keepAlive,
        Duration firstPause,
        Duration longestPause,
        int outputLimit,
        KnownHosts knownHosts,
        KeyRing ring,
        LongSupplier ticker,
        boolean persists) {
    /** Settings of a program that asks nobody. */
    public JschSettings(
            Duration connectDeadline,
            Duration loginDeadline,
            Duration longestLogin,
            Duration keepAlive,
            Duration firstPause,
            Duration longestPause,
            int outputLimit,
            KnownHosts knownHosts,
            LongSupplier ticker) {
        this(
                connectDeadline,
                loginDeadline,
                longestLogin,
                keepAlive,
                firstPause,
                longestPause,
                outputLimit,
                knownHosts,
                KeyRing.ofNobody(),
                ticker,
                true);
    }

    /** 10 s to connect, 30 s to 2 min to log in, a keep-alive every 10 s, pauses of 1 s to 30 s, 4 MiB of output. */
    public static JschSettings defaults() {
        return asking(Secrets.ofNobody(), true);
    }

    /**
     * The same, with a way to the operator.
     *
     * @param persists whether the program goes on; the sentences of one that looks once promise no further try
     */
    public static JschSettings asking(Secrets secrets, boolean persists) {
        return new JschSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                4 << 20,
                new KnownHosts(),
                new KeyRing(secrets),
                System::nanoTime,
                persists);
    }
}
