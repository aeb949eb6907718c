package dev.headroom.simulation.ipvs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of {@code ipvsadm}, read as its option library does: short options may be joined, long options may
 * carry {@code =}.
 */
final class IpvsadmOptions {
    /**
     * Short name, or a dash for none, and long name; an option with one colon takes a value, one with two colons may
     * take one.
     */
    private static final List<String> KNOWN = List.of(
            "A add-service",
            "E edit-service",
            "D delete-service",
            "C clear",
            "L list",
            "l list",
            "Z zero",
            "a add-server",
            "e edit-server",
            "d delete-server",
            "R restore",
            "S save",
            "h help",
            "v version",
            "t tcp-service:",
            "u udp-service:",
            "- sctp-service:",
            "f fwmark-service:",
            "s scheduler:",
            "p persistent::",
            "M netmask:",
            "r real-server:",
            "g gatewaying",
            "i ipip",
            "m masquerading",
            "w weight:",
            "x u-threshold:",
            "y l-threshold:",
            "b sched-flags:",
            "o ops",
            "6 ipv6",
            "n numeric",
            "X exact",
            "c connection",
            "- stats",
            "- rate",
            "- thresholds",
            "- persistent-conn",
            "- timeout",
            "- daemon",
            "- tun-info",
            "- nosort",
            "- sort",
            "- tun-type:",
            "- tun-port:",
            "- tun-nocsum",
            "- tun-csum",
            "- tun-remcsum");

    private static final Map<String, String> LONG = new LinkedHashMap<>();
    private static final Map<String, String> SHORT = new LinkedHashMap<>();

    static {
        for (String known : KNOWN) {
            String name = known.substring(2).replace(":", "");
            String kind = known.substring(2).substring(name.length());
            LONG.put(name, kind);
            if (!known.startsWith("-")) {
                SHORT.put(known.substring(0, 1), name);
            }
        }
    }

    private final Map<String, String> values = new LinkedHashMap<>();
    private Optional<String> complaint = Optional.empty();

    private IpvsadmOptions() {}

    static IpvsadmOptions read(List<String> arguments) {
        IpvsadmOptions options = new IpvsadmOptions();
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty() && options.complaint.isEmpty()) {
            options.take(left.pop(), left);
        }
        return options;
    }

    /** The error in the arguments; empty if there is none. */
    Optional<String> complaint() {
        return complaint;
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    List<String> names() {
        return List.copyOf(values.keySet());
    }

    private void take(String argument, Deque<String> left) {
        if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String name = argument.substring(2, equals < 0 ? argument.length() : equals);
            put(argument, name, equals < 0 ? "" : argument.substring(equals + 1), left);
        } else if (argument.startsWith("-") && argument.length() > 1) {
            joined(argument, left);
        } else {
            complaint = Optional.of("unexpected argument " + argument);
        }
    }

    private void joined(String argument, Deque<String> left) {
        for (int i = 1; i < argument.length(); i++) {
            String letter = argument.substring(i, i + 1);
            String name = SHORT.getOrDefault(letter, "");
            boolean takesValue = LONG.getOrDefault(name, "").startsWith(":");
            put("-" + letter, name, takesValue ? argument.substring(i + 1) : "", left);
            if (takesValue || complaint.isPresent()) {
                return;
            }
        }
    }

    private void put(String shown, String name, String attached, Deque<String> left) {
        String kind = LONG.get(name);
        if (kind == null) {
            complaint = Optional.of(shown + ": unknown option");
            return;
        }
        String value = attached;
        boolean more = !left.isEmpty() && (kind.equals(":") || !left.getFirst().startsWith("-"));
        if (kind.startsWith(":") && attached.isEmpty() && more) {
            value = left.pop();
        } else if (kind.equals(":") && attached.isEmpty()) {
            complaint = Optional.of(shown + ": missing argument");
            return;
        }
        if (values.put(name, value) != null) {
            complaint = Optional.of("multiple '%s' options specified".formatted(name));
        }
    }
}
