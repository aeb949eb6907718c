package dev.headroom.backend.parse;

/**
 * What the listings of one director that seldom change meant last. Not thread-safe.
 *
 * @param rules of {@code ipvsadm -Sn}
 * @param thresholds of {@code ipvsadm -Ln --thresholds}
 * @param persistent of {@code ipvsadm -Ln --persistent-conn}
 */
public record IpvsMemory(
        Repeated<IpvsRules.Table> rules, Repeated<IpvsListing> thresholds, Repeated<IpvsListing> persistent) {
    /** Nothing known yet. */
    public IpvsMemory() {
        this(new Repeated<>(), new Repeated<>(), new Repeated<>());
    }
}
