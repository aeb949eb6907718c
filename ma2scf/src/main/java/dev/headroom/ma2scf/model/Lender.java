package dev.headroom.ma2scf.model;

/**
 * What one measured server can lend.
 *
 * @param load what it has and uses, now; never from a reading that is not fresh
 * @param lendable cpu in cores, memory in bytes and network in bytes a second that may be lent; the reserve is taken off
 *     already; the network's is 0 and means nothing where the server's limit is unknown
 * @param loans stand-by containers that run on it
 * @param loanLimit how many may run on it at once
 */
public record Lender(ServerId server, ZoneId zone, ServerLoad load, Resources lendable, int loans, int loanLimit) {

    /**
     * Lendable is {@code max(0, (1 - reserve) * capacity - used)}, for cpu, memory and network.
     *
     * @param reserve part of the capacity that is never lent; 0 to below 1
     */
    public static Lender of(ServerId server, ZoneId zone, ServerLoad load, double reserve, int loans, int loanLimit) {
        Resources capacity = load.capacity();
        Resources used = load.used();
        double part = 1 - reserve;
        double cpu = Math.max(0, part * capacity.cpu() - used.cpu());
        double memory = Math.max(0, part * capacity.memory() - used.memory());
        double network = Math.max(0, part * capacity.network() - used.network());
        return new Lender(server, zone, load, new Resources(cpu, (long) memory, network), loans, loanLimit);
    }

    /** The same server, lending no more than {@code cpu} cores. */
    public Lender atMost(double cpu) {
        double less = Math.max(0, Math.min(cpu, lendable.cpu()));
        return new Lender(
                server, zone, load, new Resources(less, lendable.memory(), lendable.network()), loans, loanLimit);
    }

    /** Whether the capacity of its network is known. */
    public boolean networkIsLimited() {
        return load.capacity().network() > 0;
    }

    /** What is left after one more container was lent, which will use {@code container}. */
    public Lender lending(Resources container) {
        Resources used = load.used();
        Resources then = new Resources(
                used.cpu() + container.cpu(), used.memory() + container.memory(), used.network() + container.network());
        Resources left = new Resources(
                Math.max(0, lendable.cpu() - container.cpu()),
                Math.max(0, lendable.memory() - container.memory()),
                Math.max(0, lendable.network() - container.network()));
        return new Lender(server, zone, new ServerLoad(load.capacity(), then), left, loans + 1, loanLimit);
    }

    /** What is left to lend if containers that run there use {@code cpu} cores and {@code network} bytes a second more. */
    public Lender sparing(double cpu, double network) {
        Resources left = new Resources(
                Math.max(0, lendable.cpu() - cpu), lendable.memory(), Math.max(0, lendable.network() - network));
        return new Lender(server, zone, load, left, loans, loanLimit);
    }

    /** Whether one more loan that uses this much fits. */
    public boolean canTake(Resources container) {
        return loans < loanLimit
                && lendable.cpu() >= container.cpu()
                && lendable.memory() >= container.memory()
                && (!networkIsLimited() || lendable.network() >= container.network());
    }

    /** Processor utilization if {@code cpu} cores more were used. */
    public Utilization utilizationWith(double cpu) {
        return Utilization.of(load.used().cpu() + cpu, load.capacity().cpu());
    }
}
