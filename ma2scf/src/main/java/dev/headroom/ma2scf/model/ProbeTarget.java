package dev.headroom.ma2scf.model;

import java.util.Comparator;
import java.util.Locale;

/**
 * What a director can try to reach: the protocol decides what an attempt can tell. Nothing listens on port 0, so there is no such
 * target: what cannot be tried is unknown, never failed.
 *
 * @param endpoint with a port of at least 1
 */
public record ProbeTarget(Protocol protocol, Endpoint endpoint) implements Comparable<ProbeTarget> {
    private static final Comparator<ProbeTarget> ORDER =
            Comparator.comparing(ProbeTarget::protocol).thenComparing(ProbeTarget::endpoint);

    public ProbeTarget {
        if (endpoint.port() == 0) {
            throw new IllegalArgumentException("%s has port 0, which nothing can be sent to.".formatted(endpoint));
        }
    }

    public static ProbeTarget tcp(Endpoint endpoint) {
        return new ProbeTarget(Protocol.TCP, endpoint);
    }

    /** Reads what {@link #toString} writes. */
    public static ProbeTarget parse(String text) {
        int colon = text.indexOf(':');
        for (Protocol protocol : Protocol.values()) {
            if (colon > 0 && word(protocol).equals(text.substring(0, colon))) {
                return new ProbeTarget(protocol, Endpoint.parse(text.substring(colon + 1)));
            }
        }
        throw new IllegalArgumentException(
                "'%s' must be written as PROTOCOL:ADDRESS:PORT, as in 'tcp:10.0.0.1:80'.".formatted(text));
    }

    private static String word(Protocol protocol) {
        return protocol.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(ProbeTarget other) {
        return ORDER.compare(this, other);
    }

    /** {@code tcp:10.0.0.1:80}, {@code udp:[fd00::1]:53}. */
    @Override
    public String toString() {
        return word(protocol) + ":" + endpoint;
    }
}
