package dev.headroom.ma2scf.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where directors try to reach a destination, as the operator says: needed where the service itself cannot be tried, as with a
 * firewall mark. What answers there must answer whenever the destination serves.
 *
 * @param address the only destinations it is about; empty for all, each at its own address
 * @param port empty for the destination's own
 */
public record ServiceCheck(Protocol protocol, Optional<String> address, Optional<Integer> port) {
    private static final Pattern WORDS = Pattern.compile("(tcp|udp|sctp)(?:\\s+(\\S+))?");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    public ServiceCheck {
        port.filter(p -> p < 1 || p > 65_535).ifPresent(p -> {
            throw new IllegalArgumentException("The port (%d) must be within 1..65535.".formatted(p));
        });
    }

    /** Reads {@code tcp 8080}, {@code tcp 10.0.0.41:8080} or {@code udp}, in any case. */
    public static ServiceCheck parse(String text) {
        Matcher words = WORDS.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    "'%s' must be tcp, udp or sctp, alone or with a port or ADDRESS:PORT, as in 'tcp 8080'."
                            .formatted(text));
        }
        Protocol protocol = Protocol.valueOf(words.group(1).toUpperCase(Locale.ROOT));
        Optional<String> where = Optional.ofNullable(words.group(2));
        if (where.isEmpty()) {
            return new ServiceCheck(protocol, Optional.empty(), Optional.empty());
        }
        if (PORT.matcher(where.get()).matches()) {
            return new ServiceCheck(protocol, Optional.empty(), where.map(Integer::valueOf));
        }
        Endpoint endpoint = Endpoint.parse(where.get());
        return new ServiceCheck(protocol, Optional.of(endpoint.address()), Optional.of(endpoint.port()));
    }

    /** What a director would try for {@code destination}; empty if this check says nothing of it. */
    public Optional<ProbeTarget> target(Endpoint destination) {
        int at = port.orElse(destination.port());
        return address.filter(only -> !only.equals(destination.address())).isPresent() || at == 0
                ? Optional.empty()
                : Optional.of(new ProbeTarget(protocol, new Endpoint(destination.address(), at)));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        String word = protocol.name().toLowerCase(Locale.ROOT);
        if (port.isEmpty()) {
            return word;
        }
        return word + " "
                + address.map(a -> new Endpoint(a, port.get()).toString())
                        .orElseGet(() -> port.get().toString());
    }
}
