package dev.headroom.backend.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Writes IPv6 addresses as the kernel's tools print them (RFC 5952), so that a written address equals a read one.
 * Pure.
 */
public final class NumericIpv6 {
    private static final int GROUPS = 8;
    /** The letters of the longest address, for sentences: a host decides what stands in its place. */
    private static final int LONGEST = 45;

    private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");
    private static final Pattern V4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");

    private NumericIpv6() {}

    /**
     * The shortest form, in small letters.
     *
     * @throws IllegalArgumentException if it is no IPv6 address
     */
    public static String canonical(String address) {
        int gap = address.indexOf("::");
        List<Integer> before = groups(address, gap < 0 ? address : address.substring(0, gap));
        List<Integer> after = gap < 0 ? List.of() : groups(address, address.substring(gap + 2));
        int missing = GROUPS - before.size() - after.size();
        if (gap < 0 ? missing != 0 : missing < 1) {
            throw refused(address);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < before.size(); i++) {
            groups[i] = before.get(i);
        }
        for (int i = 0; i < after.size(); i++) {
            groups[GROUPS - after.size() + i] = after.get(i);
        }
        return written(groups);
    }

    private static List<Integer> groups(String address, String part) {
        List<Integer> groups = new ArrayList<>();
        String[] words = part.isEmpty() ? new String[0] : part.split(":", -1);
        for (int i = 0; i < words.length; i++) {
            var dotted = V4.matcher(words[i]);
            if (i == words.length - 1 && address.endsWith(part) && dotted.matches()) {
                groups.add(octet(address, dotted.group(1)) << 8 | octet(address, dotted.group(2)));
                groups.add(octet(address, dotted.group(3)) << 8 | octet(address, dotted.group(4)));
            } else if (GROUP.matcher(words[i]).matches()) {
                groups.add(Integer.parseInt(words[i], 16));
            } else {
                throw refused(address);
            }
        }
        return groups;
    }

    private static int octet(String address, String word) {
        int value = Integer.parseInt(word);
        if (value > 255) {
            throw refused(address);
        }
        return value;
    }

    private static IllegalArgumentException refused(String address) {
        return new IllegalArgumentException("The address '%s' must be a numeric IPv6 address."
                .formatted(address.length() <= LONGEST ? address : address.substring(0, LONGEST) + "…"));
    }

    /**
     * The address with its longest run of at least two zero groups (the first, if several are as long) as {@code ::}.
     */
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
