package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What sharing must remember from one snapshot to the next. Immutable; the control loop keeps the newest, and passes it on.
 *
 * @param demands last good demand and cost, and the greatest demand of the window
 * @param own what this installation has changed
 */
public record SharingMemory(Held held, SortedMap<ServiceId, DemandHistory> demands, OwnChanges own, Stamps stamps) {

    /** What a console knows when it starts: nothing. Loans are then found by looking. */
    public static final SharingMemory EMPTY =
            new SharingMemory(Held.NOTHING, new TreeMap<>(), OwnChanges.NONE, Stamps.NONE);

    public SharingMemory {
        demands = Collections.unmodifiableSortedMap(new TreeMap<>(demands));
    }

    /**
     * To be called after a plan on {@code service} has ended, however it ended: its hold times start again, because readings
     * from before the change say nothing about the time after it.
     */
    public SharingMemory settled(ServiceId service, Instant at) {
        SortedMap<ServiceId, DemandHistory> next = new TreeMap<>(demands);
        next.computeIfPresent(service, (_, history) -> history.restarted());
        return new SharingMemory(held.restarted(service), next, own, stamps.settled(service, at));
    }

    /**
     * To be called after a step of {@code plan} was seen to be done: remembers which weights were set, the old weight of what was
     * quiesced, why a container was started, for whom room was made, and from where a loan was recalled. Steps that matter to none
     * of these leave the memory as it is.
     */
    public SharingMemory recorded(Action action, Plan plan, Instant at) {
        Stamps begun = plan.kind() == PlanKind.RECALL ? stamps.recalled(plan, at) : stamps;
        Stamps stamped = action instanceof ContainerAction.StopContainer stop ? begun.stopped(stop, plan, at) : begun;
        if (action instanceof TableAction.SetWeight change && failsOver(change, plan)) {
            stamped = stamped.setBack(spot(change), at);
        }
        return new SharingMemory(held, demands, own.recorded(action, plan, at), stamped);
    }

    /** Whether it is the first weight that goes to 0 because the destination does not serve. */
    private boolean failsOver(TableAction.SetWeight change, Plan plan) {
        return plan.kind() == PlanKind.FAILOVER
                && change.weight().isQuiesced()
                && !change.before().weight().isQuiesced()
                && quiesced().stream().noneMatch(q -> q.spot().equals(spot(change)));
    }

    private static Spot spot(TableAction action) {
        return new Spot(action.service(), action.endpoint());
    }

    /** To be called when a container that was started did not serve at {@code spot} in time. */
    public SharingMemory setBack(Spot spot, Instant at) {
        return new SharingMemory(held, demands, own, stamps.setBack(spot, at));
    }

    /** To be called when a change of {@code entry} failed on its director, or was not seen there. */
    public SharingMemory refused(EntryId entry, Instant at) {
        return new SharingMemory(held, demands, own, stamps.refused(entry, at));
    }

    public SharingMemory with(Held next) {
        return new SharingMemory(next, demands, own, stamps);
    }

    /** This memory with another ledger of loans. */
    public SharingMemory withLoans(List<Loan> ledger) {
        return new SharingMemory(held, demands, own.withLoans(ledger), stamps);
    }

    /** This memory with what an earlier console has left, see {@link #lasting}. */
    public SharingMemory withLasting(
            List<Loan> ledger, List<QuiescedDestination> quiescedBefore, SortedMap<ContainerId, PlanKind> started) {
        return new SharingMemory(held, demands, new OwnChanges(ledger, quiescedBefore, started, own.weights()), stamps);
    }

    /** This memory with what an earlier console has set last. */
    public SharingMemory withWeights(List<OurWeight> set) {
        return new SharingMemory(held, demands, own.withWeights(set), stamps);
    }

    /** This memory with what failed when an earlier console tried it, see {@link #lasting}. */
    public SharingMemory withSetbacks(SortedMap<Spot, Setback> failed, SortedMap<EntryId, Setback> refused) {
        return new SharingMemory(held, demands, own, stamps.withSetbacks(failed, refused));
    }

    /** This memory with what a container of {@code service} was seen to carry at most. */
    public SharingMemory withLimit(ServiceId service, ContainerId container, SeenLimit limit) {
        SortedMap<ServiceId, DemandHistory> next = new TreeMap<>(demands);
        SortedMap<ContainerId, SeenLimit> limits =
                new TreeMap<>(demandOf(service).limits());
        limits.put(container, limit);
        next.put(service, demandOf(service).withLimits(limits));
        return new SharingMemory(held, next, own, stamps);
    }

    /**
     * What must outlive this master, because no reading tells it: what it started, what it quiesced, what weights it set, what
     * failed and is left alone for a while, and what containers were seen to carry at most.
     */
    public SharingMemory lasting() {
        SortedMap<ServiceId, DemandHistory> limits = new TreeMap<>();
        demands.forEach((service, history) -> {
            if (!history.limits().isEmpty()) {
                limits.put(service, DemandHistory.NONE.withLimits(history.limits()));
            }
        });
        return new SharingMemory(Held.NOTHING, limits, own, stamps.lasting());
    }

    /** This memory, in which nothing began after {@code now}, by whatever clock it was written. */
    public SharingMemory notAfter(Instant now) {
        SortedMap<ServiceId, DemandHistory> next = new TreeMap<>(demands);
        next.replaceAll((_, history) -> history.notAfter(now));
        return new SharingMemory(held, next, own.notAfter(now), stamps.notAfter(now));
    }

    public List<Loan> loans() {
        return own.loans();
    }

    public List<QuiescedDestination> quiesced() {
        return own.quiesced();
    }

    public SortedMap<ContainerId, PlanKind> startedFor() {
        return own.startedFor();
    }

    public List<OurWeight> weights() {
        return own.weights();
    }

    public SortedMap<ServiceId, Instant> settledAt() {
        return stamps.settledAt();
    }

    /** Last good measurements of {@code service}. */
    public DemandHistory demandOf(ServiceId service) {
        return demands.getOrDefault(service, DemandHistory.NONE);
    }

    public List<Loan> loansTo(ServiceId borrower) {
        return loans().stream().filter(loan -> loan.borrower().equals(borrower)).toList();
    }

    public List<Loan> loansFrom(ServerId lender) {
        return loans().stream().filter(loan -> loan.lender().equals(lender)).toList();
    }

    public Optional<Loan> loan(ContainerId container) {
        return loans().stream()
                .filter(loan -> loan.container().equals(container))
                .findFirst();
    }

    /** What this installation quiesced for {@code service}, on all directors. */
    public List<QuiescedDestination> quiescedOf(ServiceId service) {
        return quiesced().stream()
                .filter(q -> q.spot().service().equals(service))
                .toList();
    }
}
