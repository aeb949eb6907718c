package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of an {@code ipvsadm -Ln} listing, of a virtual service or of one of its destinations.
 *
 * @param destination empty for the line of the service itself
 * @param cells what follows the address
 */
record IpvsRow(Line line, VirtualAddress service, Optional<Endpoint> destination, List<String> cells) {
    IpvsRow {
        cells = List.copyOf(cells);
    }

    /** The five layouts of a listing: each has columns of its own, known by its first title line. */
    enum Layout {
        LIST("Prot LocalAddress:Port Scheduler Flags", 4),
        STATS("Prot LocalAddress:Port Conns InPkts OutPkts InBytes OutBytes", 5),
        THRESHOLDS("Prot LocalAddress:Port Uthreshold Lthreshold ActiveConn InActConn", 4),
        PERSISTENT("Prot LocalAddress:Port Weight PersistConn ActiveConn InActConn", 4);

        private final String title;
        private final int columns;

        Layout(String title, int columns) {
            this.title = title;
            this.columns = columns;
        }

        String title() {
            return title;
        }

        /** The number of cells that a destination has after its address. */
        int columns() {
            return columns;
        }
    }

    /** The service, or the destination of a service, that a row describes. */
    record Subject(VirtualAddress service, Optional<Endpoint> destination) {
        @Override
        public String toString() {
            return service + destination.map(d -> " -> " + d).orElse("");
        }
    }

    Subject key() {
        return new Subject(service, destination);
    }

    static IpvsRow ofDestination(Line line, VirtualAddress service, Endpoint destination) {
        List<String> words = line.words();
        return new IpvsRow(line, service, Optional.of(destination), words.subList(2, words.size()));
    }

    static IpvsRow ofService(Line line) {
        List<String> words = line.words();
        if (words.size() < 2) {
            throw line.surprise("a virtual service");
        }
        String key = words.get(1);
        return switch (words.getFirst()) {
            case "TCP" -> socket(line, Protocol.TCP, words);
            case "UDP" -> socket(line, Protocol.UDP, words);
            case "SCTP" -> socket(line, Protocol.SCTP, words);
            case "FWM" -> {
                boolean ipv6 = words.size() > 2 && words.get(2).equals("IPv6");
                yield new IpvsRow(
                        line,
                        firewallMark(line, key, ipv6),
                        Optional.empty(),
                        words.subList(ipv6 ? 3 : 2, words.size()));
            }
            default -> throw line.surprise("TCP, UDP, SCTP, FWM or ->");
        };
    }

    private static IpvsRow socket(Line line, Protocol protocol, List<String> words) {
        return new IpvsRow(
                line,
                new VirtualAddress.Socket(protocol, line.endpoint(words.get(1))),
                Optional.empty(),
                words.subList(2, words.size()));
    }

    /** The mark that a listing prints; ipvsadm prints marks above 2^31 as negative numbers. */
    static VirtualAddress firewallMark(Line line, String word, boolean ipv6) {
        long mark = word.startsWith("-") ? 0x1_0000_0000L - line.count(word.substring(1)) : line.count(word);
        return line.checked(() -> new VirtualAddress.FirewallMark(mark, ipv6));
    }

    void requireCells(int wanted) {
        if (cells.size() != wanted) {
            throw line.surprise(wanted + " columns after the address");
        }
    }

    long count(int cell) {
        return line.count(cells.get(cell));
    }

    /**
     * The number of connections now; empty where the kernel has counted below 0, which its own list prints with a
     * minus and ipvsadm as a number near 2^32.
     */
    OptionalLong connections(int cell) {
        String word = cells.get(cell);
        if (word.startsWith("-")) {
            var _ = line.count(word.substring(1));
            return OptionalLong.empty();
        }
        long count = line.count(word);
        return count > Integer.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
