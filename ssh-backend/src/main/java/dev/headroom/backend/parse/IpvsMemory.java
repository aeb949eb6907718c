package dev.headroom.backend.parse;

/** What the listings of one director that seldom change meant last. Not thread-safe. */
public final class IpvsMemory {
    /** Of {@code ipvsadm -Sn}. */
    final Repeated<IpvsRules.Table> rules = new Repeated<>();

    /** Of {@code ipvsadm -Ln --thresholds}. */
    final Repeated<IpvsListing> thresholds = new Repeated<>();

    /** Of {@code ipvsadm -Ln --persistent-conn}. */
    final Repeated<IpvsListing> persistent = new Repeated<>();

    /** Nothing known yet. */
    public IpvsMemory() {}
}
