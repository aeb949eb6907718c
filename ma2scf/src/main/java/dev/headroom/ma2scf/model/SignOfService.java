package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What a director's counters can show of a destination: that something there answers. Without one nothing is known.
 * See decision 0063 of ssh-backend.
 */
public enum SignOfService {
    /** Connections were established a short time ago. */
    ESTABLISHED,
    /** Packets come from it, and they are more than refusals. */
    ANSWERS,
    /** It gets more packets than clients send that get no answer. */
    CONVERSES;

    /** Packets by which a client tries in vain: the first and six more ({@code tcp_syn_retries}), or as many refusals. */
    private static final double PACKETS_OF_AN_ATTEMPT = 7;
    /** What a connection whose other end has died still sends, in packets a second: repeats, ever more seldom. */
    private static final double REPEATS = 0.5;

    /**
     * The strongest sign at {@code destination}. Packets towards a destination only say something where they are more than clients
     * send that get no answer; those from it show that its host answers, and that it serves where they are more than refusals.
     *
     * @param recent newer than this, an established connection shows that something answers
     * @param refused whether the director was refused there
     */
    public static Optional<SignOfService> of(Destination destination, Duration recent, boolean refused) {
        return destination.traffic().flatMap(traffic -> of(destination, traffic, recent, refused));
    }

    private static Optional<SignOfService> of(
            Destination destination, Traffic traffic, Duration recent, boolean refused) {
        if (traffic.rose().filter(ago -> ago.compareTo(recent) < 0).isPresent()) {
            return Optional.of(ESTABLISHED);
        }
        double inVain = PACKETS_OF_AN_ATTEMPT * destination.connectionsPerSecond()
                + REPEATS * destination.counts().active();
        if (answersPassTheDirector(destination) && traffic.out() > (refused ? inVain : 0)) {
            return Optional.of(ANSWERS);
        }
        return destination.counts().active() > 0 && traffic.in() > inVain ? Optional.of(CONVERSES) : Optional.empty();
    }

    /**
     * In direct routing and tunneling they do not; what is counted there as from a dead destination are the director's own messages
     * to clients that its host is unreachable (seen on a real kernel).
     */
    private static boolean answersPassTheDirector(Destination destination) {
        return switch (destination.spec().method()) {
            case ForwardingMethod.Masquerading _, ForwardingMethod.Local _ -> true;
            case ForwardingMethod.DirectRouting _, ForwardingMethod.Tunneling _ -> false;
        };
    }
}
