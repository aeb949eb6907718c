package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.trust.KnownHosts;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How patient the shells are; the same for all hosts.
 *
 * @param connectDeadline until the host takes the connection, for each of its addresses
 * @param loginDeadline until it has let us in; a host that needed longer before gets longer
 * @param longestLogin the most that this grows to
 * @param keepAlive after this long without a byte the host is asked for a sign of life; after three in vain it counts as lost
 * @param firstPause rest after the first failed attempt; doubles with each further one
 * @param longestPause the most that the rest grows to
 * @param outputLimit bytes of output that a command may print, or a stream may be ahead of its reader
 * @param knownHosts what reads the files of trusted host keys
 * @param ticker nanoseconds of a clock that only goes forward
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
        LongSupplier ticker) {

    /** 10 s to connect, 30 s to 2 min to log in, a sign of life every 10 s, rests of 1 s to 30 s, 4 MiB. */
    public static JschSettings defaults() {
        return new JschSettings(
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(2),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                4 << 20,
                new KnownHosts(),
                System::nanoTime);
    }
}
