package dev.headroom.backend.doctor;

import dev.headroom.backend.doctor.HostFacts.Checker;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges which health checker writes a director's table beside Headroom. keepalived and ldirectord write the weights of their own
 * configuration again when a destination recovers, and the whole table when they are restarted. Pure.
 */
final class CheckerJudge {
    /** keepalived: {@code virtual_server 192.0.2.100 80}, or a line of a virtual_server_group without the first word. */
    private static final Pattern SOCKET =
            Pattern.compile("\\s*(?:virtual_server\\s+)?([0-9a-fA-F.:]+)\\s+(\\d{1,5})\\s*\\{?\\s*");

    private static final Pattern MARK = Pattern.compile("\\s*(?:virtual_server\\s+)?fwmark\\s+(\\d{1,10})\\s*\\{?\\s*");

    /** ldirectord: {@code virtual=192.0.2.100:80} or {@code virtual=7}. */
    private static final Pattern VIRTUAL = Pattern.compile("\\s*virtual6?\\s*=\\s*(\\S+)\\s*");

    private CheckerJudge() {}

    static List<Finding> findings(String host, HostFacts facts, Map<ServiceId, VirtualAddress> services) {
        List<Finding> findings = new ArrayList<>();
        if (facts.hidden()) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.HEALTH_CHECKER,
                    "%s hides the processes of others from the login user, so it is unknown whether a health checker writes its table."
                            .formatted(host),
                    "pidof keepalived ldirectord"));
        }
        facts.checkers().forEach(checker -> judge(host, checker, services, findings));
        return findings;
    }

    private static void judge(
            String host, Checker checker, Map<ServiceId, VirtualAddress> services, List<Finding> findings) {
        Set<String> named = new HashSet<>();
        checker.lines().forEach(line -> named(line, named));
        List<String> ours = services.entrySet().stream()
                .filter(service -> named.contains(key(service.getValue())))
                .map(service -> service.getKey().toString())
                .toList();
        if (!ours.isEmpty()) {
            findings.add(Finding.of(
                    Severity.ADVICE,
                    Check.HEALTH_CHECKER,
                    "%s on %s has %s in its configuration: when a destination recovers it sets that one's configured weight again, also on one that Headroom drains, and when it is restarted it removes destinations of loans."
                            .formatted(checker.name(), host, String.join(", ", ours)),
                    "Do not restart %s while a loan runs; Headroom shows weights that another program has set, and leaves them."
                            .formatted(checker.name())));
        }
        if (!checker.unread().isEmpty() || checker.read().isEmpty()) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.HEALTH_CHECKER,
                    "%s runs on %s, and %s may not be read by the login user, so it is unknown which%s services it writes."
                            .formatted(
                                    checker.name(),
                                    host,
                                    checker.unread().isEmpty()
                                            ? "its configuration"
                                            : String.join(", ", checker.unread()),
                                    ours.isEmpty() ? "" : " other"),
                    "Look there for 'virtual_server' (keepalived) or 'virtual=' (ldirectord)."));
        }
    }

    private static void named(String line, Set<String> named) {
        Matcher socket = SOCKET.matcher(line);
        Matcher mark = MARK.matcher(line);
        Matcher virtual = VIRTUAL.matcher(line);
        if (socket.matches()) {
            endpoint(socket.group(1), socket.group(2), named);
        } else if (mark.matches()) {
            named.add(mark.group(1));
        } else if (virtual.matches()) {
            String value = virtual.group(1);
            int colon = value.lastIndexOf(':');
            if (colon < 0) {
                named.add(value);
            } else {
                endpoint(value.substring(0, colon).replaceAll("[\\[\\]]", ""), value.substring(colon + 1), named);
            }
        }
    }

    private static void endpoint(String address, String port, Set<String> named) {
        try {
            named.add(new Endpoint(address, Integer.parseInt(port)).toString());
        } catch (IllegalArgumentException noEndpoint) {
            // A name or a range of addresses: of these it is not known which services they are.
        }
    }

    private static String key(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(var _, Endpoint endpoint) -> endpoint.toString();
            case VirtualAddress.FirewallMark(long mark, boolean _) -> Long.toString(mark);
        };
    }
}
