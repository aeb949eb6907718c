package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What sharing must remember from one snapshot to the next. Immutable; the control loop keeps the newest, and passes it on.
 *
 * @param overloaded services above the overload threshold, and since when
 * @param uneven services that other weights of their loans would help, and since when
 * @param calm services with a loan that they could do without, and since when
 * @param broken destinations whose container does not serve although its server is measured, and since when
 * @param recovered quiesced destinations whose container serves again, and since when
 * @param demands last good demand and cost, and the greatest demand of the window
 * @param loans running stand-by containers, in order of container
 * @param quiesced what this console set to weight 0, with the weight to put back, in order of service, endpoint, director
 * @param settledAt when the last plan on a service ended: what was seen before says nothing about the time after
 * @param recalledAt when a loan was last recalled from a server
 * @param returnedAt when a container was last given back
 * @param madeRoom what was stopped to make room, when, and for which service
 * @param startedFor why this console started a stand-by container
 * @param weights what this console set last at destinations that are still there, in order of service, endpoint, director
 */
public record SharingMemory(
        Timers<ServiceId> overloaded,
        Timers<ServiceId> uneven,
        Timers<ServiceId> calm,
        Timers<Spot> broken,
        Timers<Spot> recovered,
        SortedMap<ServiceId, DemandHistory> demands,
        List<Loan> loans,
        List<QuiescedDestination> quiesced,
        SortedMap<ServiceId, Instant> settledAt,
        SortedMap<ServerId, Instant> recalledAt,
        SortedMap<ContainerId, Instant> returnedAt,
        SortedMap<ContainerId, MadeRoom> madeRoom,
        SortedMap<ContainerId, PlanKind> startedFor,
        List<OurWeight> weights) {

    /** What a console knows when it starts: nothing. Loans are then found by looking. */
    public static final SharingMemory EMPTY = new SharingMemory(
            Timers.none(),
            Timers.none(),
            Timers.none(),
            Timers.none(),
            Timers.none(),
            new TreeMap<>(),
            List.of(),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            List.of());

    public SharingMemory {
        demands = frozen(demands);
        loans = loans.stream().sorted(Comparator.comparing(Loan::container)).toList();
        quiesced = quiesced.stream().sorted().toList();
        settledAt = frozen(settledAt);
        recalledAt = frozen(recalledAt);
        returnedAt = frozen(returnedAt);
        madeRoom = frozen(madeRoom);
        startedFor = frozen(startedFor);
        weights = weights.stream().sorted().toList();
    }

    private static <K extends Comparable<K>, V> SortedMap<K, V> frozen(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * To be called after a plan on {@code service} has ended, however it ended: its hold times start again, because readings
     * from before the change say nothing about the time after it.
     */
    public SharingMemory settled(ServiceId service, Instant at) {
        Recollection next = new Recollection(this);
        next.overloaded = overloaded.without(service);
        next.uneven = uneven.without(service);
        next.calm = calm.without(service);
        next.demands.computeIfPresent(service, (_, history) -> history.restarted());
        next.settledAt.put(service, at);
        return next.toMemory();
    }

    /**
     * To be called after a step of {@code plan} was seen to be done: remembers what weights were set, the one of what was quiesced, why a container
     * was started, for whom room was made, and from where a loan was recalled. Steps that matter to none of these leave the memory
     * as it is.
     */
    public SharingMemory recorded(Action action, Plan plan, Instant at) {
        Recollection next = new Recollection(this);
        next.record(action, plan, at);
        return next.toMemory();
    }

    /** This memory with another ledger of loans. */
    public SharingMemory withLoans(List<Loan> ledger) {
        Recollection next = new Recollection(this);
        next.loans.clear();
        next.loans.addAll(ledger);
        return next.toMemory();
    }

    /** This memory with what an earlier console has left, see {@link #lasting}. */
    public SharingMemory withLasting(
            List<Loan> ledger, List<QuiescedDestination> weights, SortedMap<ContainerId, PlanKind> started) {
        Recollection next = new Recollection(withLoans(ledger));
        next.quiesced.clear();
        next.quiesced.addAll(weights);
        next.startedFor.clear();
        next.startedFor.putAll(started);
        return next.toMemory();
    }

    /** This memory with what an earlier console has set last. */
    public SharingMemory withWeights(List<OurWeight> set) {
        Recollection next = new Recollection(this);
        next.weights.clear();
        next.weights.addAll(set);
        return next.toMemory();
    }

    /** What must outlive this console, because no reading tells it: what it started, what it quiesced, what weights it set. */
    public SharingMemory lasting() {
        Recollection lasting = new Recollection(EMPTY);
        lasting.loans.addAll(loans);
        lasting.quiesced.addAll(quiesced);
        lasting.startedFor.putAll(startedFor);
        lasting.weights.addAll(weights);
        return lasting.toMemory();
    }

    /** Last good measurements of {@code service}. */
    public DemandHistory demandOf(ServiceId service) {
        return demands.getOrDefault(service, DemandHistory.NONE);
    }

    public List<Loan> loansTo(ServiceId borrower) {
        return loans.stream().filter(loan -> loan.borrower().equals(borrower)).toList();
    }

    public List<Loan> loansFrom(ServerId lender) {
        return loans.stream().filter(loan -> loan.lender().equals(lender)).toList();
    }

    public Optional<Loan> loan(ContainerId container) {
        return loans.stream().filter(loan -> loan.container().equals(container)).findFirst();
    }

    /** What this console quiesced for {@code service}, on all directors. */
    public List<QuiescedDestination> quiescedOf(ServiceId service) {
        return quiesced.stream().filter(q -> q.spot().service().equals(service)).toList();
    }
}
