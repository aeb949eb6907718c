package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * Packets that a director counted at a destination, from one reading to the next.
 *
 * @param in packets a second towards the destination; clients that get no answer send some, too
 * @param out packets a second from the destination; in direct routing and tunneling answers bypass the director, and what is counted
 *     are its own messages that a host is unreachable
 * @param quiet how long no packet has been counted in either direction, by the director's clock; at most as long as it was watched
 * @param rose how long ago connections were seen to have begun and ended between two readings, by the director's clock: somebody answered
 *     then, whatever the forwarding method; empty if that was never seen. A rise of active connections is none: the kernel counts
 *     one from its first packet on, also where nobody answers
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
