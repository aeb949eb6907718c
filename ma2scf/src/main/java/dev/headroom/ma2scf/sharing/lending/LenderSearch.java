package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Readings;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Turns a situation into what the finder needs: who may lend to a service, and for the others, why not. */
public final class LenderSearch {
    private final Round round;
    private final Situation situation;
    private final SharingPolicy policy;
    private final Lenders lenders;

    public LenderSearch(Round round) {
        this.round = round;
        situation = round.situation();
        this.policy = situation.policy();
        this.lenders = new Lenders(situation);
    }

    /**
     * The request of {@code view}.
     *
     * @param newcomers how new destinations would look, one for each director
     * @param fault whether it replaces what has failed: then no churn budget binds it, and no server is refused because even
     *     the least weight would send it too much
     */
    public Request request(
            ServiceView view,
            int priority,
            Request.Need need,
            Set<ZoneId> avoided,
            List<Newcomers> newcomers,
            boolean fault) {
        Quota quota = new Quota(view, situation);
        List<Request.Candidate> candidates = new ArrayList<>();
        Map<ServerId, Refusal> refused = new TreeMap<>();
        for (RealServer server : situation.snapshot().servers()) {
            Optional<Refusal> refusal = refusal(view, server, quota)
                    .or(() -> fault ? Optional.empty() : tooLarge(view, server, need, newcomers));
            if (refusal.isPresent()) {
                refused.put(server.id(), refusal.get());
            } else {
                candidates.add(new Request.Candidate(
                        server.id(),
                        startable(view, server).stream()
                                .filter(container -> new FailedLenders(situation).mayStart(container, view))
                                .limit(quota.leftOn(server))
                                .toList()));
            }
        }
        Request request = new Request(
                view.id(),
                priority,
                view.service().value(),
                fault ? need : need.withLeastAmount(Math.max(need.leastAmount(), leastFlow(view, newcomers))),
                quota.limits(fault ? Integer.MAX_VALUE : policy.restraint().churnBudget()),
                view.zonesOf(Site.State.SERVING),
                avoided,
                candidates,
                refused);
        return fault ? request : new Resting(view, round).spare(request);
    }

    /**
     * What {@code view} needs.
     *
     * @param deficit connections a second
     * @param atLeast containers to start even if fewer would cover the deficit
     */
    public Request.Need need(ServiceView view, double deficit, int atLeast) {
        boolean known = view.unitCost() > 0;
        return new Request.Need(
                known ? deficit : 0,
                known ? view.unitCost() : 1,
                known ? view.networkCost() : 0,
                view.service().limits().containerLimit().orElse(Double.POSITIVE_INFINITY),
                footprint(view),
                atLeast,
                known && atLeast == 0 ? deficit * policy.restraint().leastGain() : 0);
    }

    /** Bytes that a running container of the service takes, the greatest seen; where none is seen, as configured. */
    private long footprint(ServiceView view) {
        return situation.snapshot().servers().stream()
                .flatMap(server -> server.containers().fresh().stream())
                .flatMap(List::stream)
                .filter(c -> c.isRunning()
                        && c.role().serving().filter(view.id()::equals).isPresent())
                .mapToLong(c -> c.used().memory())
                .max()
                .orElse(view.service().cost().footprint());
    }

    private Optional<Refusal> refusal(ServiceView view, RealServer server, Quota quota) {
        if (situation.failed().contains(server.id())) {
            return Optional.of(new Refusal.Failed());
        }
        if (server.inMaintenance()) {
            return Optional.of(new Refusal.InMaintenance());
        }
        if (!server.isMeasured()) {
            return Optional.of(new Refusal.NotMeasured(Readings.reason(server)));
        }
        if (!server.lends()) {
            return Optional.of(new Refusal.LendsNothing());
        }
        if (server.unchangeable().isPresent()) {
            return server.unchangeable().map(Refusal.CannotBeChanged::new);
        }
        return ownUse(view, server)
                .or(() -> standByMissing(view, server))
                .or(() -> quota.refusal(server))
                .or(() -> othersNeed(view, server))
                .or(() -> tooSoon(view, server))
                .or(() -> failedLately(view, server));
    }

    private Optional<Refusal> failedLately(ServiceView view, RealServer server) {
        return new FailedLenders(situation).refusal(startable(view, server), view);
    }

    private static Optional<Refusal> ownUse(ServiceView view, RealServer server) {
        for (Site site : view.sites()) {
            if (site.known().filter(k -> k.server().id().equals(server.id())).isPresent()) {
                if (site.is(Site.State.SERVING)) {
                    return Optional.of(new Refusal.ServesAlready(view.id()));
                }
                if (site.is(Site.State.QUIESCED) && !site.isLoan()) {
                    return Optional.of(new Refusal.QuiescedThere(view.id()));
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Refusal> standByMissing(ServiceView view, RealServer server) {
        List<Container> standBys = server.knownContainers().stream()
                .filter(c -> c.isStandBy()
                        && c.role().serving().filter(view.id()::equals).isPresent())
                .toList();
        if (standBys.isEmpty()) {
            return Optional.of(new Refusal.NoStandBy(view.id()));
        }
        Container first = standBys.getFirst();
        return startable(view, server).isEmpty()
                ? Optional.of(new Refusal.StandByNotReady(
                        first.state() == ContainerState.STOPPED
                                ? "%s is stopped, but a director still has a destination for it.".formatted(first.id())
                                : "%s is %s.".formatted(first.id(), Wording.state(first.state()))))
                : Optional.empty();
    }

    /** Stand-by containers of {@code view} that may be started on a server now; empty where it may not lend. */
    public List<ContainerId> startable(ServiceView view, ServerId id) {
        return situation
                .snapshot()
                .server(id)
                .filter(server ->
                        refusal(view, server, new Quota(view, situation)).isEmpty())
                .map(server -> startable(view, server))
                .orElse(List.of());
    }

    /** As {@link #startable(ServiceView, ServerId)}, whether or not the server may lend. */
    public static List<ContainerId> startable(ServiceView view, RealServer server) {
        return server.knownContainers().stream()
                .filter(c -> c.isStandBy() && c.state() == ContainerState.STOPPED)
                .filter(c -> c.role().serving().filter(view.id()::equals).isPresent())
                .filter(c -> view.sites().stream()
                        .noneMatch(site -> c.role()
                                .servingAt()
                                .filter(site.endpoint()::equals)
                                .isPresent()))
                .map(Container::id)
                .toList();
    }

    private Optional<Refusal> othersNeed(ServiceView view, RealServer server) {
        return situation.allViews().stream()
                .filter(other -> !other.id().equals(view.id()))
                .filter(other -> other.isAtHomeOn(server) && situation.isAboveThreshold(other))
                .<Refusal>map(other -> new Refusal.NeededAtHome(other.id(), other.utilization()))
                .findFirst()
                .or(() -> situation.allViews().stream()
                        .filter(other -> !other.id().equals(view.id()) && other.isAtHomeOn(server))
                        .filter(other ->
                                situation.memory().loansTo(other.id()).stream().anyMatch(this::isNew))
                        .<Refusal>map(other -> new Refusal.BorrowedAtHome(other.id()))
                        .findFirst());
    }

    private Optional<Refusal> tooSoon(ServiceView view, RealServer server) {
        return new Aftermath(situation)
                .refusal(view, server, startable(view, server))
                .or(() -> situation.memory().loansFrom(server.id()).stream()
                        .filter(this::isNew)
                        .<Refusal>map(loan -> new Refusal.LoanSettling(loan.borrower()))
                        .findFirst());
    }

    /** What a loan takes and gives is seen only after a while. */
    private boolean isNew(Loan loan) {
        return Duration.between(loan.since(), situation.now())
                        .compareTo(policy.holds().overload())
                < 0;
    }

    /** Connections a second that even the least weight brings: what an earlier borrower leaves of a lender may be less. */
    private static double leastFlow(ServiceView view, List<Newcomers> newcomers) {
        return view.measuredDemand()
                * newcomers.stream().mapToDouble(Newcomers::leastShare).max().orElse(0);
    }

    private Optional<Refusal> tooLarge(
            ServiceView view, RealServer server, Request.Need need, List<Newcomers> newcomers) {
        double cpu = leastFlow(view, newcomers) * need.unitCost();
        return server.load()
                .fresh()
                .map(load -> lenders.of(server, load))
                .filter(lender -> cpu > lender.lendable().cpu())
                .map(lender -> new Refusal.ShareTooLarge(
                        server.id(),
                        lender.utilizationWith(cpu),
                        lender.utilizationWith(lender.lendable().cpu())));
    }
}
