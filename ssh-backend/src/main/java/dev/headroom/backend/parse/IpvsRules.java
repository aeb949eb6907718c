package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code ipvsadm -Sn}, the table as rules. They hold every property of a destination but its thresholds. Pure.
 */
public final class IpvsRules {
    private IpvsRules() {}

    /**
     * A virtual service by its rules.
     *
     * @param destinations without thresholds
     */
    public record Service(String scheduler, Duration persistence, Map<Endpoint, DestinationSpec> destinations) {}

    /**
     * The whole table.
     *
     * @param services in the order of the rules
     * @param unread lines that are not understood, in their order
     */
    public record Table(Map<VirtualAddress, Service> services, List<NotUnderstood> unread) {}

    /**
     * Reads the rules line by line: a line that is not understood costs the service that it names.
     *
     * @throws ParseException if no line is understood, nor which service it names
     */
    public static Table parse(Section section) {
        Map<VirtualAddress, Service> services = new LinkedHashMap<>();
        List<NotUnderstood> unread = new ArrayList<>();
        Optional<ParseException> first = Optional.empty();
        for (Line line : section.read()) {
            try {
                take(new IpvsRule(line), services);
            } catch (ParseException e) {
                first = first.or(() -> Optional.of(e));
                unread.add(about(line, e));
            }
        }
        if (services.isEmpty()
                && unread.stream().allMatch(line -> line.service().isEmpty())) {
            first.ifPresent(surprise -> {
                throw surprise;
            });
        }
        return new Table(services, unread);
    }

    private static void take(IpvsRule rule, Map<VirtualAddress, Service> services) {
        if (rule.adds()) {
            if (services.putIfAbsent(rule.service(), rule.asService()) != null) {
                throw rule.line().surprise("each virtual service once");
            }
            return;
        }
        Service service = services.get(rule.service());
        if (service == null) {
            throw rule.line().surprise("the virtual service before its destinations");
        }
        DestinationSpec spec = rule.asDestination();
        if (service.destinations().putIfAbsent(spec.endpoint(), spec) != null) {
            throw rule.line().surprise("each destination once");
        }
    }

    /** The service and the destination that a line names, although the line is not understood. */
    private static NotUnderstood about(Line line, ParseException surprise) {
        Optional<VirtualAddress> service = Optional.empty();
        Optional<Endpoint> destination = Optional.empty();
        List<String> words = line.words();
        for (int i = 1; i + 1 < words.size(); i++) {
            String value = words.get(i + 1);
            boolean ipv6 = i + 2 < words.size() && words.get(i + 2).equals("-6");
            try {
                switch (words.get(i)) {
                    case "-t" -> service = Optional.of(socket(line, Protocol.TCP, value));
                    case "-u" -> service = Optional.of(socket(line, Protocol.UDP, value));
                    case "--sctp-service" -> service = Optional.of(socket(line, Protocol.SCTP, value));
                    case "-f" -> service = Optional.of(IpvsRow.firewallMark(line, value, ipv6));
                    case "-r" -> destination = Optional.of(line.endpoint(value));
                    default -> {}
                }
            } catch (ParseException unreadable) {
                return new NotUnderstood(service, destination, line.text(), unreadable.getMessage());
            }
        }
        return new NotUnderstood(service, destination, line.text(), surprise.getMessage());
    }

    static VirtualAddress socket(Line line, Protocol protocol, String word) {
        return new VirtualAddress.Socket(protocol, line.endpoint(word));
    }
}
