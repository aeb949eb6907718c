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
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    private static final Comparator<Endpoint> ORDER =
            Comparator.comparing(Endpoint::address).thenComparingInt(Endpoint::port);

    public Endpoint {
        if (!isV4(address) && !V6.matcher(address).matches()) {
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

    /** Whether the text is four numbers within 0..255 with points between them; by hand, for a table has thousands. */
    private static boolean isV4(String text) {
        int numbers = 0;
        int begin = 0;
        while (begin <= text.length()) {
            int end = text.indexOf('.', begin);
            end = end < 0 ? text.length() : end;
            if (!isOctet(text, begin, end)) {
                return false;
            }
            numbers++;
            begin = end + 1;
        }
        return numbers == 4;
    }

    private static boolean isOctet(String text, int begin, int end) {
        int digits = end - begin;
        if (digits < 1 || digits > 3 || (digits == 3 && text.charAt(begin) == '0')) {
            return false;
        }
        int value = 0;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = value * 10 + c - '0';
        }
        return value <= 255;
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
