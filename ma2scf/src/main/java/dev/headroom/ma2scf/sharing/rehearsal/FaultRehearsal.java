package dev.headroom.ma2scf.sharing.rehearsal;

import dev.headroom.ma2scf.finder.CapacityFinder;
import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Lookout;
import dev.headroom.ma2scf.sharing.facts.Remark;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import dev.headroom.ma2scf.sharing.rules.FailoverRule;
import dev.headroom.ma2scf.sharing.rules.Outcome;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * N+1: for each server and each zone, could everything be placed if it died now? The dead cluster is judged by the same rule and
 * the same finder as a real fault. A shortage is claimed only where a bound proves it: what the service would find if it were
 * the only one to ask, or all the processor time that lenders have together. Pure and stateless. See decision 0008.
 */
public final class FaultRehearsal {
    /** Sums of measured numbers are never exact. */
    private static final double TOLERANCE = 1e-6;

    private final CapacityFinder finder;

    public FaultRehearsal(CapacityFinder finder) {
        this.finder = finder;
    }

    /**
     * One rehearsal for each server that has not failed already, in order of id, then one for each zone of several such servers.
     *
     * @param memory that of the newest decision
     */
    public List<Rehearsal> rehearse(ClusterSnapshot snapshot, SharingMemory memory, SharingPolicy policy) {
        Situation now = Lookout.look(snapshot, memory, policy);
        Unread unread = Unread.of(snapshot);
        List<Rehearsal> rehearsals = new ArrayList<>();
        Map<ZoneId, Set<ServerId>> zones = new TreeMap<>();
        for (RealServer server : snapshot.servers()) {
            if (!now.failed().contains(server.id())) {
                zones.computeIfAbsent(server.zone(), _ -> new TreeSet<>()).add(server.id());
                rehearsals.add(rehearse(new Rehearsal.Domain.Server(server.id()), Set.of(server.id()), now, unread));
            }
        }
        zones.forEach((zone, servers) -> {
            if (servers.size() > 1) {
                rehearsals.add(rehearse(new Rehearsal.Domain.Zone(zone), servers, now, unread));
            }
        });
        return rehearsals;
    }

    private Rehearsal rehearse(Rehearsal.Domain domain, Set<ServerId> servers, Situation now, Unread unread) {
        Casualties casualties = new Casualties(now.snapshot(), servers);
        Situation then = Lookout.look(casualties.then(), now.memory(), now.policy(), casualties.diagnoses());
        Round round = new Round(then, finder);
        Map<ServiceId, Shortage> shortages = new TreeMap<>();
        for (ServiceView view : then.allViews()) {
            if (then.reach(view).gaps().isEmpty()
                    && outcome(view, round).orElse(null) instanceof Outcome.Lacking(Shortage shortage)) {
                shortages.put(view.id(), shortage);
            }
        }
        List<Request> requests =
                shortages.values().stream().map(Shortage::request).toList();
        Map<ServiceId, Finding> findings =
                round.find(requests).stream().collect(Collectors.toMap(Finding::service, f -> f));
        List<Rehearsal.Loss> losses = new ArrayList<>();
        List<Request> affected = new ArrayList<>();
        for (ServiceView view : now.allViews()) {
            Optional<String> unknown = unread.reason(view);
            if (isOn(view, servers) || (unknown.isPresent() && unread.isAmong(servers))) {
                ServiceView after = then.view(view.id()).orElse(view);
                Shortage shortage = shortages.get(view.id());
                double lost = Math.max(0, view.capacity() - after.capacity());
                if (unknown.isPresent()) {
                    losses.add(loss(view, lost, 0, Rehearsal.Answer.NOT_KNOWN, unknown));
                } else if (shortage == null) {
                    losses.add(withoutLoan(after, lost, round));
                } else {
                    affected.add(shortage.request());
                    losses.add(withLoan(shortage, lost, findings, round));
                }
            }
        }
        return new Rehearsal(domain, losses, Math.max(0, together(affected, round.lenders())));
    }

    private static Optional<Outcome> outcome(ServiceView view, Round round) {
        return new FailoverRule().judge(view, round).flatMap(opinion -> opinion.outcome(round, Set.of()));
    }

    private static boolean isOn(ServiceView view, Set<ServerId> servers) {
        return view.sites().stream()
                .filter(site -> site.getsConnections() && !site.is(Site.State.FAILED))
                .flatMap(site -> site.known().stream())
                .anyMatch(known -> servers.contains(known.server().id()));
    }

    /** No lender is asked: nothing is needed, nothing may be asked, or the need is unknown. */
    private static Rehearsal.Loss withoutLoan(ServiceView view, double lost, Round round) {
        Situation then = round.situation();
        List<String> unknown = new ArrayList<>(
                then.reach(view).gaps().stream().map(Remark::sentence).toList());
        unknown.addAll(then.unmeasured(view));
        if (!view.demandIsKnown()) {
            unknown.add("There is no current reading of its demand.");
        }
        Request.Need need = FailoverRule.need(view, round);
        boolean needy = need.deficit() > 0 || need.atLeast() > 0;
        if (!unknown.isEmpty()) {
            return loss(view, lost, 0, Rehearsal.Answer.NOT_KNOWN, Optional.of(unknown.getFirst()));
        }
        return needy
                ? new Rehearsal.Loss(
                        view.id(),
                        lost,
                        need.deficit(),
                        0,
                        0,
                        need.atLeast(),
                        Rehearsal.Answer.SHORTAGE,
                        Newcomers.obstacles(view, then).stream()
                                .findFirst()
                                .or(() -> Optional.of("No loan may be added to it.")))
                : loss(view, lost, 0, Rehearsal.Answer.SURVIVABLE, Optional.empty());
    }

    private static Rehearsal.Loss loss(
            ServiceView view, double lost, double needed, Rehearsal.Answer answer, Optional<String> reason) {
        return new Rehearsal.Loss(view.id(), lost, needed, 0, 0, 0, answer, reason);
    }

    private static Rehearsal.Loss withLoan(
            Shortage shortage, double lost, Map<ServiceId, Finding> findings, Round round) {
        Request request = shortage.request();
        Request.Need need = request.need();
        Finding alone = round.alone(request);
        Finding found = findings.getOrDefault(request.service(), alone);
        double enough = need.deficit() * (1 - TOLERANCE);
        int missing = Math.max(0, need.atLeast() - found.chosen().size());
        if (alone.upperBound() < enough || alone.chosen().size() < need.atLeast()) {
            return loss(shortage, lost, found, alone, missing, Rehearsal.Answer.SHORTAGE, Optional.empty());
        }
        if (shortage.view().unitCost() <= 0 && shortage.view().demand() > 0) {
            // without a cost nothing seems to be needed but the minimum
            Optional<String> unknown = Optional.of("What one connection costs cannot be measured now.");
            return loss(shortage, lost, found, alone, missing, Rehearsal.Answer.NOT_KNOWN, unknown);
        }
        boolean isEnough = found.amount() >= enough && missing == 0;
        Rehearsal.Answer answer = isEnough ? Rehearsal.Answer.SURVIVABLE : Rehearsal.Answer.NOT_PROVEN;
        return loss(shortage, lost, found, alone, missing, answer, Optional.empty());
    }

    private static Rehearsal.Loss loss(
            Shortage shortage,
            double lost,
            Finding found,
            Finding alone,
            int missing,
            Rehearsal.Answer answer,
            Optional<String> reason) {
        Request request = shortage.request();
        return new Rehearsal.Loss(
                request.service(),
                lost,
                request.need().deficit(),
                found.amount(),
                alone.upperBound(),
                missing,
                answer,
                reason);
    }

    /** Cores that {@code requests} need together, less all that their candidates can give. */
    private static double together(List<Request> requests, List<Lender> lenders) {
        Set<ServerId> candidates = requests.stream()
                .flatMap(request -> request.candidates().stream())
                .map(Request.Candidate::server)
                .collect(Collectors.toSet());
        double given = lenders.stream()
                .filter(lender -> candidates.contains(lender.server()))
                .mapToDouble(lender -> lender.lendable().cpu())
                .sum();
        double needed = requests.stream()
                .mapToDouble(
                        request -> request.need().deficit() * request.need().unitCost())
                .sum();
        return needed - given - needed * TOLERANCE;
    }
}
