package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.DirectRouting;
import dev.headroom.ma2scf.model.ForwardingMethod.Masquerading;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code ipvsadm -Sn}: the table as rules. It says everything of a destination but its thresholds. */
public final class IpvsRules {
    private IpvsRules() {}

    /**
     * A virtual service as its rules have it.
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

    /** Line by line: one that is not understood costs the service that it is about. Where none is understood, nothing is. */
    public static Table parse(Section section) {
        Map<VirtualAddress, Service> services = new LinkedHashMap<>();
        List<NotUnderstood> unread = new ArrayList<>();
        Optional<ParseException> first = Optional.empty();
        for (Line line : section.read()) {
            try {
                take(new Rule(line), services);
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

    private static void take(Rule rule, Map<VirtualAddress, Service> services) {
        if (rule.adds) {
            if (services.putIfAbsent(rule.service(), rule.asService()) != null) {
                throw rule.line.surprise("each virtual service once");
            }
            return;
        }
        Service service = services.get(rule.service());
        if (service == null) {
            throw rule.line.surprise("the virtual service before its destinations");
        }
        DestinationSpec spec = rule.asDestination();
        if (service.destinations().putIfAbsent(spec.endpoint(), spec) != null) {
            throw rule.line.surprise("each destination once");
        }
    }

    /** What can be said of a line that is not understood: which service and which destination it names. */
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

    private static VirtualAddress socket(Line line, Protocol protocol, String word) {
        return new VirtualAddress.Socket(protocol, line.endpoint(word));
    }

    /** One line: options with their values, in any order. An option that is not known may mean anything: refused. */
    private static final class Rule {
        private final Line line;
        private final Deque<String> words;
        private final boolean adds;
        private Optional<VirtualAddress> service = Optional.empty();
        private Optional<Endpoint> destination = Optional.empty();
        private String scheduler = "wlc";
        private Duration persistence = Duration.ZERO;
        private ForwardingMethod method = new DirectRouting();
        private Weight weight = new Weight(1);
        private Thresholds thresholds = Thresholds.NONE;

        Rule(Line line) {
            this.line = line;
            this.words = new ArrayDeque<>(line.words());
            this.adds = switch (words.removeFirst()) {
                case "-A" -> true;
                case "-a" -> false;
                default -> throw line.surprise("-A or -a");
            };
            while (!words.isEmpty()) {
                option(words.removeFirst());
            }
        }

        private void option(String option) {
            switch (option) {
                case "-t" -> service = socket(Protocol.TCP);
                case "-u" -> service = socket(Protocol.UDP);
                case "--sctp-service" -> service = socket(Protocol.SCTP);
                case "-f" -> {
                    String mark = value();
                    boolean ipv6 = "-6".equals(words.peek());
                    if (ipv6) {
                        words.removeFirst();
                    }
                    service = Optional.of(IpvsRow.firewallMark(line, mark, ipv6));
                }
                case "-s" -> scheduler = value();
                case "-p" -> persistence = Duration.ofSeconds(line.count(value()));
                // Netmask of persistence, persistence engine, flags of the scheduler, one-packet scheduling: -Ln has
                // what of them is needed.
                case "-M", "--pe", "pe", "-b" -> value();
                case "-o", "--ops", "ops" -> {}
                case "-r" -> destination = Optional.of(line.endpoint(value()));
                case "-g" -> method = new DirectRouting();
                case "-m" -> method = new Masquerading();
                case "-i" -> method = new Tunneling(TunnelType.IPIP, 0, TunnelChecksum.NONE);
                case "-w" -> {
                    int number = line.number(value());
                    weight = line.checked(() -> new Weight(number));
                }
                case "-x" -> thresholds = new Thresholds(line.number(value()), thresholds.lower());
                case "-y" -> thresholds = new Thresholds(thresholds.upper(), line.number(value()));
                case "--tun-type" -> tunnel(t -> new Tunneling(type(value()), t.port(), t.checksum()));
                case "--tun-port" -> {
                    int port = line.number(value());
                    tunnel(t -> line.checked(() -> new Tunneling(t.type(), port, t.checksum())));
                }
                case "--tun-nocsum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.NONE));
                case "--tun-csum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.FULL));
                case "--tun-remcsum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.REMOTE));
                default -> throw line.surprise("an option that is known instead of '" + option + "'");
            }
        }

        private String value() {
            if (words.isEmpty()) {
                throw line.surprise("a value at the end");
            }
            return words.removeFirst();
        }

        private Optional<VirtualAddress> socket(Protocol protocol) {
            return Optional.of(IpvsRules.socket(line, protocol, value()));
        }

        private void tunnel(java.util.function.UnaryOperator<Tunneling> change) {
            if (!(method instanceof Tunneling tunneling)) {
                throw line.surprise("-i before the options of a tunnel");
            }
            method = change.apply(tunneling);
        }

        private TunnelType type(String word) {
            return switch (word) {
                case "ipip" -> TunnelType.IPIP;
                case "gue" -> TunnelType.GUE;
                case "gre" -> TunnelType.GRE;
                default -> throw line.surprise("ipip, gue or gre instead of '" + word + "'");
            };
        }

        VirtualAddress service() {
            return service.orElseThrow(() -> line.surprise("a virtual service"));
        }

        Service asService() {
            return new Service(scheduler, persistence, new LinkedHashMap<>());
        }

        DestinationSpec asDestination() {
            Endpoint endpoint = destination.orElseThrow(() -> line.surprise("a destination (-r)"));
            return new DestinationSpec(endpoint, method, weight, thresholds);
        }
    }
}
