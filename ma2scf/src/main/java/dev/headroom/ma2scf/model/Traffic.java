package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Packets that a director counted at a destination between two readings.
 *
 * @param in packets a second towards the destination; clients that get no answer send some, too
 * @param out packets a second from the destination; in direct routing and tunneling answers bypass the director, and
 * the counted
 *     packets are its own messages that a host is unreachable
 * @param quiet how long no packet has been counted in either direction, by the director's clock; at most as long as
 * it was watched
 * @param rose how long ago connections were seen to have begun and ended between two readings, by the director's
 * clock: the
 *     destination answered then, whatever the forwarding method; empty if that was never seen. A rise of active
 * connections
 *     is no evidence: the kernel counts a connection from its first packet on, also without an answer
 */
public record Traffic(double in, double out, Duration quiet, Optional<Duration> rose) {
    public Traffic {
        Quantities.notNegative("packet rate", in);
        Quantities.notNegative("packet rate", out);
        if (quiet.isNegative() || rose.filter(Duration::isNegative).isPresent()) {
            throw new IllegalArgumentException(
                    "How long ago something was (%s) must not be negative.".formatted(quiet));
        }
    }
}
