package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.DirectRouting;
import dev.headroom.ma2scf.model.ForwardingMethod.Masquerading;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * One line of {@code ipvsadm -Sn}: options with their values, in any order. A line with an unknown option is refused,
 * for the option may change what the others mean.
 */
final class IpvsRule {
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

    IpvsRule(Line line) {
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
        if (!ofService(option) && !ofDestination(option) && !ofTunnel(option)) {
            throw line.surprise("an option that is known instead of '" + option + "'");
        }
    }

    private boolean ofService(String option) {
        switch (option) {
            case "-t" -> service = socket(Protocol.TCP);
            case "-u" -> service = socket(Protocol.UDP);
            case "--sctp-service" -> service = socket(Protocol.SCTP);
            case "-f" -> service = Optional.of(mark());
            case "-s" -> scheduler = value();
            case "-p" -> persistence = Duration.ofSeconds(line.count(value()));
            // Netmask of persistence, persistence engine, scheduler flags, one-packet scheduling: the parser takes
            // what it needs of them from
            // -Ln.
            case "-M", "--pe", "pe", "-b" -> value();
            case "-o", "--ops", "ops" -> {}
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofDestination(String option) {
        switch (option) {
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
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean ofTunnel(String option) {
        switch (option) {
            case "--tun-type" -> tunnel(t -> new Tunneling(type(value()), t.port(), t.checksum()));
            case "--tun-port" -> {
                int port = line.number(value());
                tunnel(t -> line.checked(() -> new Tunneling(t.type(), port, t.checksum())));
            }
            case "--tun-nocsum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.NONE));
            case "--tun-csum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.FULL));
            case "--tun-remcsum" -> tunnel(t -> new Tunneling(t.type(), t.port(), TunnelChecksum.REMOTE));
            default -> {
                return false;
            }
        }
        return true;
    }

    private VirtualAddress mark() {
        String mark = value();
        boolean ipv6 = "-6".equals(words.peek());
        if (ipv6) {
            words.removeFirst();
        }
        return IpvsRow.firewallMark(line, mark, ipv6);
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

    private void tunnel(UnaryOperator<Tunneling> change) {
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

    Line line() {
        return line;
    }

    /** Whether the rule adds a service; otherwise it adds a destination. */
    boolean adds() {
        return adds;
    }

    VirtualAddress service() {
        return service.orElseThrow(() -> line.surprise("a virtual service"));
    }

    IpvsRules.Service asService() {
        return new IpvsRules.Service(scheduler, persistence, new LinkedHashMap<>());
    }

    DestinationSpec asDestination() {
        Endpoint endpoint = destination.orElseThrow(() -> line.surprise("a destination (-r)"));
        return new DestinationSpec(endpoint, method, weight, thresholds);
    }
}
