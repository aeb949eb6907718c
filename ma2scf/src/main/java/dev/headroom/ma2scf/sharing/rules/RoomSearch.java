package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Resting;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.writing.MakeRoomPlan;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A loan of another service stands where nothing but it is in the way of one that is short and that no start can help. It moves to
 * a server that can carry it, or, if its borrower is less important, it ends. Loans are kept unless that pays: what the service
 * gains must be more than the policy's margin of what it is short of. What was made room for is borrowed by the next plan. See decision 0019.
 */
final class RoomSearch {
    private final Round round;
    private final Situation situation;
    private final Map<ServerId, Lender> lenders = new TreeMap<>();
    private final Set<ServerId> taken;
    private final LenderSearch search;

    /**
     * Makes it.
     *
     * @param findings for all services that are short: what these take is not free to move to
     */
    RoomSearch(Round round, Map<ServiceId, Finding> findings) {
        this.round = round;
        situation = round.situation();
        search = new LenderSearch(round);
        round.lenders().forEach(lender -> lenders.put(lender.server(), lender));
        taken = findings.values().stream()
                .flatMap(finding -> finding.chosen().stream())
                .map(chosen -> chosen.container().server())
                .collect(Collectors.toSet());
    }

    /**
     * The best way to make room.
     *
     * @param untouchable services whose loans other plans change already
     * @return empty if no loan is in the way, or it does not pay
     */
    Optional<MakeRoomPlan.Room> room(Shortage wanted, Set<ServiceId> untouchable) {
        List<MakeRoomPlan.Room> rooms = new ArrayList<>();
        for (ServiceView borrower : situation.allViews()) {
            if (!borrower.id().equals(wanted.view().id())
                    && !untouchable.contains(borrower.id())
                    && isSteady(borrower)) {
                rooms.addAll(rooms(wanted, borrower));
            }
        }
        return rooms.stream()
                .min(Comparator.<MakeRoomPlan.Room, Boolean>comparing(
                                room -> room.to().isEmpty())
                        .thenComparingDouble(room -> -room.amount())
                        .thenComparing(room -> room.loan().container()));
    }

    private boolean isSteady(ServiceView borrower) {
        return situation.isWhole(borrower)
                && situation.quiescing(borrower).schedulerObstacle().isEmpty();
    }

    private List<MakeRoomPlan.Room> rooms(Shortage wanted, ServiceView borrower) {
        List<MakeRoomPlan.Room> rooms = new ArrayList<>();
        for (Site site : borrower.in(Site.State.SERVING)) {
            site.known()
                    .map(Site.Carrier.Known::container)
                    .flatMap(container -> room(wanted, borrower, site, container))
                    .ifPresent(rooms::add);
        }
        return rooms;
    }

    private Optional<MakeRoomPlan.Room> room(Shortage wanted, ServiceView borrower, Site site, Container container) {
        Optional<Loan> loan = situation.memory().loan(container.id()).filter(old -> situation.hasLasted(old));
        Optional<Finding> gained =
                loan.flatMap(_ -> gained(wanted, container)).filter(finding -> pays(finding, wanted));
        Optional<MakeRoomPlan.Target> to = gained.flatMap(_ -> target(borrower, container));
        int added = to.isPresent() ? 1 : 0;
        return gained.filter(_ -> to.isPresent() || mayEnd(borrower, wanted.view()))
                .filter(_ -> !situation
                        .quiescing(borrower)
                        .allowed(List.of(site.spot()), added)
                        .isEmpty())
                .filter(_ -> willBeSeen(borrower, to)
                        || situation
                                .quiescing(borrower)
                                .onlyOneSeen(site.spot())
                                .isEmpty())
                .flatMap(finding ->
                        loan.map(l -> new MakeRoomPlan.Room(l, site, container, borrower, finding.amount(), to)));
    }

    /** Whether what takes the place of a loan is seen to listen before that loses its clients. */
    private boolean willBeSeen(ServiceView borrower, Optional<MakeRoomPlan.Target> to) {
        return to.flatMap(target -> situation.snapshot().container(target.container()))
                .flatMap(container -> container.role().servingAt())
                .filter(at -> SeenServing.isListeningSeen(borrower.service(), at))
                .isPresent();
    }

    /** Only a less important service gives up what it has, and it keeps its minimum. */
    private static boolean mayEnd(ServiceView borrower, ServiceView wanted) {
        return borrower.service().priority() > wanted.service().priority()
                && borrower.confirmed() - 1 >= borrower.leastAlive();
    }

    /** What would be found on the server of {@code lent} if that were not there; empty if nothing may be started there at all. */
    private Optional<Finding> gained(Shortage wanted, Container lent) {
        ServerId server = lent.id().server();
        List<ContainerId> standBys = search.startable(wanted.view(), server);
        Request there = wanted.request()
                .among(
                        List.of(new Request.Candidate(server, standBys)),
                        wanted.request().refused());
        return round.without(lent).filter(_ -> !standBys.isEmpty()).flatMap(freed -> round.of(freed, there));
    }

    /** Whether it is more than the margin, or a container that must be there to serve anybody. */
    private boolean pays(Finding finding, Shortage wanted) {
        Request.Need need = wanted.request().need();
        return finding.amount()
                        > need.deficit() * situation.policy().restraint().moveMargin()
                || (need.atLeast() > 0 && finding.starts() > 0);
    }

    /** The most available server that could carry all that {@code lent} carries. */
    private Optional<MakeRoomPlan.Target> target(ServiceView borrower, Container lent) {
        Resting resting = new Resting(borrower, round);
        boolean twoChanges = situation.policy().restraint().churnBudget() >= 2;
        if (!twoChanges || !Newcomers.obstacles(borrower, situation).isEmpty()) {
            return Optional.empty();
        }
        return situation.snapshot().servers().stream()
                .map(RealServer::id)
                .filter(id -> !id.equals(lent.id().server()) && !taken.contains(id))
                .flatMap(id -> Optional.ofNullable(lenders.get(id)).stream())
                .filter(lender -> lender.canTake(lent.used()))
                .sorted(Comparator.comparingDouble(
                                (Lender lender) -> -lender.lendable().cpu())
                        .thenComparing(Lender::server))
                .flatMap(lender -> search.startable(borrower, lender.server()).stream()
                        .filter(container -> !resting.rests(container))
                        .map(container -> new MakeRoomPlan.Target(lender, container)))
                .findFirst();
    }
}
