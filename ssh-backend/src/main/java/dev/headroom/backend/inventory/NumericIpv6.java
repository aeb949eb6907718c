package dev.headroom.backend.inventory;

import java.net.Inet6Address;
import java.net.InetAddress;

/** IPv6 addresses as the kernel's tools print them (RFC 5952), so that a written one equals a read one. */
final class NumericIpv6 {
    private static final int GROUPS = 8;

    private NumericIpv6() {}

    /**
     * Shortest form, in small letters.
     *
     * @throws IllegalArgumentException if it is no IPv6 address
     */
    static String canonical(String address) {
        if (!(literal(address) instanceof Inet6Address parsed)) {
            throw new IllegalArgumentException("The address '%s' must be a numeric IPv6 address.".formatted(address));
        }
        byte[] bytes = parsed.getAddress();
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
        }
        return written(groups);
    }

    private static InetAddress literal(String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The address '%s' must be a numeric IPv6 address.".formatted(address), e);
        }
    }

    /** The longest run of at least two zero groups, the first of equals, becomes {@code ::}. */
    private static String written(int[] groups) {
        int from = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int run = 0;
            while (i + run < GROUPS && groups[i + run] == 0) {
                run++;
            }
            if (run > length) {
                from = i;
                length = run;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == from) {
                text.append("::");
                i += length - 1;
            } else {
                boolean first = text.isEmpty() || text.charAt(text.length() - 1) == ':';
                text.append(first ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
