package dev.headroom.ma2scf.placement;

import java.util.List;

/** A placement, the proof of how good it is, and what helps to answer the next problem. Not to be changed; safe to share then. */
public final class Solution {
    private final Placement placement;
    private final List<Certificate> certificates;
    private final List<Prices> prices;

    Solution(Placement placement, List<Certificate> certificates, List<Prices> prices) {
        this.placement = placement;
        this.certificates = List.copyOf(certificates);
        this.prices = List.copyOf(prices);
    }

    /** Must not be changed. */
    public Placement placement() {
        return placement;
    }

    /** One for each priority class, the highest first. */
    public List<Certificate> certificates() {
        return certificates;
    }

    /** In the order of {@link #certificates}. */
    List<Prices> prices() {
        return prices;
    }

    /** What is served, units times value. */
    public double amount() {
        return certificates.stream().mapToDouble(Certificate::amount).sum();
    }

    /** The sum of the bounds of all classes, units times value. */
    public double bound() {
        return certificates.stream().mapToDouble(Certificate::bound).sum();
    }

    /** The part of {@link #bound} that may be missing. */
    public double gap() {
        return bound() > 0 ? Math.max(0, 1 - amount() / bound()) : 0;
    }
}
