package dev.headroom.backend.remote.jsch.line;

import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.Route.Family;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The addresses of a name. */
final class Addresses {
    /** What the system said of names that it could not look up. */
    private static final Map<String, String> WHY_NOT = new ConcurrentHashMap<>();

    private Addresses() {}

    /**
     * The addresses in the order in which to try them: the families take turns, beginning with that of the first
     * (RFC 8305, section 4).
     *
     * @throws IOException with a sentence without the name; if there is none of the family of the way
     */
    static List<InetAddress> of(String name, Route.Direct way) throws IOException {
        List<InetAddress> all = resolved(name);
        List<InetAddress> fit =
                all.stream().filter(address -> fits(address, way.family())).toList();
        if (fit.isEmpty()) {
            throw new LocalSettingException(
                    "its name has addresses, but none of %s, which AddressFamily demands"
                            .formatted(way.family() == Family.IPV4 ? "IPv4" : "IPv6"),
                    way.lines().family());
        }
        return inTurns(fit);
    }

    private static List<InetAddress> resolved(String name) throws UnknownHostException {
        try {
            List<InetAddress> found = Arrays.asList(InetAddress.getAllByName(name));
            WHY_NOT.remove(name);
            return found;
        } catch (UnknownHostException e) {
            int scope = name.indexOf('%');
            throw new UnknownHostException(
                    scope < 0
                            ? "its name could not be looked up (%s)".formatted(whyNot(name, e))
                            : "this computer has no network interface '%s'".formatted(name.substring(scope + 1)));
        }
    }

    /** The system's words. For some seconds Java fails without asking again, and then tells the name alone. */
    private static String whyNot(String name, UnknownHostException e) {
        String told = String.valueOf(e.getMessage());
        return told.startsWith(name + ": ")
                ? WHY_NOT.compute(name, (_, _) -> told.substring(name.length() + 2))
                : WHY_NOT.getOrDefault(name, "the lookup failed");
    }

    private static boolean fits(InetAddress address, Family family) {
        return switch (family) {
            case ANY -> true;
            case IPV4 -> !(address instanceof Inet6Address);
            case IPV6 -> address instanceof Inet6Address;
        };
    }

    static List<InetAddress> inTurns(List<InetAddress> addresses) {
        Deque<InetAddress> four = new ArrayDeque<>();
        Deque<InetAddress> six = new ArrayDeque<>();
        addresses.forEach(address -> (address instanceof Inet6Address ? six : four).add(address));
        List<InetAddress> result = new ArrayList<>();
        boolean turnOfSix = addresses.getFirst() instanceof Inet6Address;
        while (!four.isEmpty() || !six.isEmpty()) {
            Deque<InetAddress> turn = turnOfSix ? six : four;
            if (!turn.isEmpty()) {
                result.add(turn.remove());
            }
            turnOfSix = !turnOfSix;
        }
        return result;
    }
}
