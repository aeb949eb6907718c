package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.ZoneId;

/**
 * What one measured server can lend.
 *
 * @param load what it has and uses, now; never from a reading that is not fresh
 * @param lendable cpu in cores and memory in bytes that may be lent; the reserve is taken off already
 * @param loans stand-by containers that run on it
 * @param loanLimit how many may run on it at once
 */
public record Lender(ServerId server, ZoneId zone, ServerLoad load, Resources lendable, int loans, int loanLimit) {

    /**
     * Lendable is {@code max(0, (1 - reserve) * capacity - used)}, for cpu and for memory.
     *
     * @param reserve part of the capacity that is never lent; 0 to below 1
     */
    public static Lender of(ServerId server, ZoneId zone, ServerLoad load, double reserve, int loans, int loanLimit) {
        double cpu =
                Math.max(0, (1 - reserve) * load.capacity().cpu() - load.used().cpu());
        double memory = Math.max(
                0, (1 - reserve) * load.capacity().memory() - load.used().memory());
        return new Lender(server, zone, load, new Resources(cpu, (long) memory, 0), loans, loanLimit);
    }

    /** The same server, lending no more than {@code cpu} cores. */
    public Lender atMost(double cpu) {
        double less = Math.max(0, Math.min(cpu, lendable.cpu()));
        return new Lender(server, zone, load, new Resources(less, lendable.memory(), 0), loans, loanLimit);
    }

    /** What is left after one more container was lent, which will use {@code cpu} cores and {@code memory} bytes. */
    Lender afterLending(double cpu, long memory) {
        Resources used = load.used();
        Resources then = new Resources(used.cpu() + cpu, used.memory() + memory, used.network());
        Resources left = new Resources(Math.max(0, lendable.cpu() - cpu), Math.max(0, lendable.memory() - memory), 0);
        return new Lender(server, zone, new ServerLoad(load.capacity(), then), left, loans + 1, loanLimit);
    }

    /** Processor utilization if {@code cpu} cores more were used. */
    public Utilization utilizationWith(double cpu) {
        return Utilization.of(load.used().cpu() + cpu, load.capacity().cpu());
    }
}
