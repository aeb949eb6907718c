package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Figures;
import dev.headroom.ma2scf.sharing.facts.Quiescing;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.LenderSearch;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.Newcomers;
import dev.headroom.ma2scf.sharing.writing.ReturnForecast;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a service leaves the servers that are in maintenance.
 *
 * @param leaving what still gets clients there and may be changed: loans of this installation first, then home containers
 */
record Evacuation(ServiceView view, Situation situation, List<Site> leaving) {

    static Evacuation of(ServiceView view, Situation situation) {
        return new Evacuation(
                view,
                situation,
                view.sites().stream()
                        .filter(site -> site.inMaintenance() && site.getsConnections() && isOurs(site))
                        .filter(site -> site.is(Site.State.SERVING) || site.is(Site.State.UNKNOWN))
                        .sorted(Comparator.comparing((Site site) -> !site.isLoan())
                                .thenComparing(Site::spot))
                        .toList());
    }

    /** A stand-by container that somebody else has started is left alone. */
    private static boolean isOurs(Site site) {
        return site.isLoan()
                || site.known().filter(k -> !k.container().isStandBy()).isPresent();
    }

    boolean isWanted() {
        return !leaving.isEmpty();
    }

    /** Empty where nothing can leave now, and no loan is missing: then the next rule has its say. */
    Optional<Outcome> outcome(Round round, Set<ContainerId> claimed) {
        List<Site> ready = ready(claimed);
        return ready.isEmpty() ? loan(round) : Optional.of(new Outcome.Settled(new Verdict.Proposed(plan(ready))));
    }

    /** Why some of it stays, one sentence each; empty where all may leave or nothing wants to. */
    List<String> staying() {
        List<Site> ready = ready(Set.of());
        return leaving.stream()
                .filter(site -> !ready.contains(site))
                .flatMap(site -> obstacle(site, ready)
                        .map(why -> "%s is in maintenance, and %s keeps its clients: %s"
                                .formatted(server(site), site.endpoint(), why))
                        .stream())
                .toList();
    }

    /** Those that may get weight 0 together now. */
    private List<Site> ready(Set<ContainerId> claimed) {
        List<Site> ready = new ArrayList<>();
        int loans = situation.policy().restraint().churnBudget();
        for (Site site : leaving) {
            boolean isFree = site.known()
                    .filter(k -> !claimed.contains(k.container().id()))
                    .isPresent();
            if (isFree
                    && !(site.isLoan() && loans == 0)
                    && obstacle(site, ready).isEmpty()) {
                ready.add(site);
                loans -= site.isLoan() ? 1 : 0;
            }
        }
        return ready;
    }

    /** Why {@code site} may not get weight 0 together with {@code others}; empty if it may. */
    private Optional<String> obstacle(Site site, List<Site> others) {
        List<Site> together = Stream.concat(others.stream(), Stream.of(site)).toList();
        List<Spot> spots = together.stream().map(Site::spot).toList();
        Quiescing quiescing = situation.quiescing(view);
        return quiescing
                .schedulerObstacle()
                .or(() -> quiescing.onlyOneSeen(site.spot()))
                .or(() -> tooFew(together))
                .or(() -> quiescing.allowed(spots, 0).equals(spots) ? Optional.empty() : Optional.of(quiescing.limit()))
                .or(() -> tooMuch(together));
    }

    private Optional<String> tooFew(List<Site> gone) {
        return left(gone) >= view.leastAlive()
                ? Optional.empty()
                : Optional.of("%d of the %d that must serve %s would be left."
                        .formatted(left(gone), view.leastAlive(), view.id()));
    }

    private int left(List<Site> gone) {
        return view.confirmed()
                - (int) gone.stream()
                        .filter(site -> site.is(Site.State.SERVING))
                        .count();
    }

    private Optional<String> tooMuch(List<Site> gone) {
        if (gone.stream().anyMatch(site -> site.is(Site.State.UNKNOWN))) {
            return Optional.of("what it carries is not measured, so it is not known whether the rest can.");
        }
        if (!isKnown()) {
            return Optional.of("whether the rest can carry %s is not known.".formatted(view.id()));
        }
        Utilization after = without(gone);
        Utilization limit = situation.policy().overloadAt();
        return after.compareTo(limit) <= 0
                ? Optional.empty()
                : Optional.of("without it %s would be at %s of the rest, and the limit is %s."
                        .formatted(view.id(), after, limit));
    }

    private boolean isKnown() {
        boolean isCostKnown = view.unitCost() > 0 || view.demand() <= 0;
        return view.isMeasured() && isCostKnown;
    }

    private Utilization without(List<Site> gone) {
        return ReturnForecast.without(spots(gone), view, situation);
    }

    private static Set<Spot> spots(List<Site> sites) {
        return sites.stream().map(Site::spot).collect(Collectors.toSet());
    }

    private Plan plan(List<Site> ready) {
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> steps = new ArrayList<>();
        for (Site site : ready) {
            steps.addAll(writer.quiesce(view.service(), site.spot(), "%s is in maintenance.".formatted(server(site))));
        }
        List<Site.Carrier.Known> loans = ready.stream()
                .filter(Site::isLoan)
                .flatMap(site -> site.known().stream())
                .toList();
        for (Site site : ready) {
            if (site.isLoan()) {
                steps.addAll(writer.drainAndRemove(view.service(), site.spot()));
                site.known().ifPresent(k -> steps.addAll(writer.stop(k.container())));
            }
        }
        List<String> reasons = new ArrayList<>(why(ready));
        Utilization after = without(ready);
        reasons.add("The rest can carry %s: it would be at %s at the greatest demand of late, and the limit is %s."
                .formatted(view.id(), after, situation.policy().overloadAt()));
        return new Plan(
                PlanKind.EVACUATE,
                view.id(),
                situation.snapshot().revision(),
                0,
                steps,
                ReturnForecast.of(
                        view,
                        after,
                        loans.stream().map(Site.Carrier.Known::container).toList(),
                        situation),
                reasons,
                List.of());
    }

    private List<String> why(List<Site> sites) {
        return sites.stream()
                .map(site -> site.isLoan()
                        ? "%s is in maintenance, and %s is served there on loan at %s."
                                .formatted(server(site), view.id(), site.endpoint())
                        : "%s is in maintenance, and %s is served there at %s; that container is not stopped."
                                .formatted(server(site), view.id(), site.endpoint()))
                .distinct()
                .toList();
    }

    /** What the rest lacks is borrowed first: it is measured before anything is taken away. */
    private Optional<Outcome> loan(Round round) {
        double rest = view.unitCost() > 0 ? view.coresWithout(spots(leaving)) / view.unitCost() : 0;
        double demand = ReturnForecast.greatest(view, situation);
        int missing = Math.max(0, view.leastAlive() - left(leaving));
        boolean isShort =
                view.unitCost() > 0 && demand > situation.policy().overloadAt().fraction() * rest;
        double deficit = isShort ? demand / situation.target() - rest : 0;
        if (!isKnown()
                || (deficit <= 0 && missing == 0)
                || !Newcomers.obstacles(view, situation).isEmpty()) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>(why(leaving));
        reasons.addAll(Figures.of(view, situation, 0));
        reasons.addAll(staying());
        reasons.add(
                "So a loan comes first; clients are taken from what is in maintenance once that is seen to be enough.");
        LenderSearch search = new LenderSearch(round);
        List<Newcomers> newcomers = Newcomers.of(view, situation);
        Request.Need need = search.need(view, deficit, missing);
        Request request = search.request(view, view.service().priority(), need, Set.of(), newcomers, deficit <= 0);
        return Optional.of(new Outcome.Lacking(
                new Shortage(PlanKind.EVACUATE, view, request, newcomers, List.of(), List.of(), reasons)));
    }

    private static String server(Site site) {
        return site.known().map(k -> k.server().id().name()).orElse("its server");
    }
}
