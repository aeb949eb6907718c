package dev.headroom.backend.parse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the timeout of UDP from {@code ipvsadm -Ln --timeout}: {@code Timeout (tcp tcpfin udp): 900 120 300}, in
 * seconds. Pure.
 */
public final class UdpTimeout {
    private static final Pattern TIMEOUTS = Pattern.compile("Timeout \\(tcp tcpfin udp\\): \\d+ \\d+ (\\d{1,9})");

    private UdpTimeout() {}

    /** How long IPVS remembers a flow of UDP packets; empty where the section does not say. */
    public static Optional<Duration> parse(Section section) {
        return section.read().stream()
                .map(line -> TIMEOUTS.matcher(line.text().strip()))
                .filter(Matcher::matches)
                .map(found -> Duration.ofSeconds(Long.parseLong(found.group(1))))
                .findFirst();
    }
}
