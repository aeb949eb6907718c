package dev.headroom.ma2scf.model;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A numeric IP address and a port.
 *
 * @param address IPv4 in dotted form or IPv6 without brackets; never a host name
 * @param port 0..65535; 0 only for destinations of firewall-mark services
 */
public record Endpoint(String address, int port) implements Comparable<Endpoint> {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

    public Endpoint {
        if (!V4.matcher(address).matches() && !V6.matcher(address).matches()) {
            throw new IllegalArgumentException(
                    "The address '%s' must be a numeric IPv4 or IPv6 address.".formatted(address));
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port (%d) must be within 0..65535.".formatted(port));
        }
    }

    /** Reads what {@link #toString} writes. */
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[") && colon > 1 && text.charAt(colon - 1) == ']';
        if (colon < 1 || !DIGITS.matcher(text.substring(colon + 1)).matches()) {
            throw new IllegalArgumentException("'%s' must be written as ADDRESS:PORT.".formatted(text));
        }
        String address = bracketed ? text.substring(1, colon - 1) : text.substring(0, colon);
        return new Endpoint(address, Integer.parseInt(text.substring(colon + 1)));
    }

    public boolean isIpv6() {
        return address.indexOf(':') >= 0;
    }

    @Override
    public int compareTo(Endpoint other) {
        return ORDER.compare(this, other);
    }

    /** As ipvsadm writes it: {@code 10.0.0.1:80}, {@code [fd00::1]:443}. */
    @Override
    public String toString() {
        return isIpv6() ? "[" + address + "]:" + port : address + ":" + port;
    }
}
