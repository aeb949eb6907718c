package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Tries changes of one value for one server after the other.
 *
 * <p>Whether a server is chosen depends on what its first container could carry, and not monotonically: of the servers that are
 * enough, the smallest is taken. So this does not bisect. The least amounts from which on a server may be chosen are few:
 * what a start is worth, what one of the chosen carries, and what is missing without it. Only these are tried, smallest first.
 */
final class RemedySearch {
    /** Just above a tie: part of the amount. */
    private static final double STEP = 1e-6;
    /** Amounts tried for one server: what it takes must not grow with what was chosen. */
    private static final int MOST_TRIES = 24;
    /** More starts than this at once are not a small change. */
    private static final int MOST_STARTS = 8;

    private final Request request;
    private final Map<ServerId, Lender> lenders = new TreeMap<>();
    private final SingleBorrowerFinder finder = new SingleBorrowerFinder();
    private final Finding before;
    private final NavigableSet<Double> amounts = new TreeSet<>();

    /** @param before the answer to {@code request} with these lenders */
    RemedySearch(Request request, List<Lender> lenders, Finding before) {
        this.request = request;
        lenders.forEach(lender -> this.lenders.put(lender.server(), lender));
        this.before = before;
        Request.Need need = request.need();
        double sum =
                before.chosen().stream().mapToDouble(Finding.Chosen::available).sum();
        addWithTie(Pieces.least(need));
        addWithTie(need.deficit() - sum);
        for (Finding.Chosen chosen : before.chosen()) {
            addWithTie(chosen.available());
            addWithTie(need.deficit() - (sum - chosen.available()));
        }
    }

    private void addWithTie(double amount) {
        if (amount > 0) {
            amounts.addAll(List.of(amount * (1 - STEP), amount, amount * (1 + STEP)));
        }
    }

    Remedy remedy(ServerId server, Refusal refusal) {
        return switch (refusal) {
            case Refusal.Obstacle obstacle -> ObstacleRemedies.removal(obstacle);
            case Refusal.Limit limit -> tried(server, limit);
        };
    }

    private Remedy tried(ServerId server, Refusal.Limit refusal) {
        return switch (refusal) {
            case Refusal.LendsNothing _ -> allowed(server);
            case Refusal.ForbiddenLender _ -> allowed(server);
            case Refusal.NoStandBy _ -> opened(server, new Remedy.DefineStandBy(server, request.service()));
            case Refusal.MaximumReached _ -> first(server, refusal, List.of(this::starts, this::cpu, this::network));
            case Refusal.ZoneFull _ -> first(server, refusal, List.of(this::zone, this::cpu, this::network));
            case Refusal.TooManyLoans _ -> first(server, refusal, List.of(this::loans));
            case Refusal.NoMemory _ -> first(server, refusal, List.of(this::memory));
            case Refusal.NoNetwork _ -> first(server, refusal, List.of(this::network));
            case Refusal.NoCpu _ -> first(server, refusal, List.of(this::cpu));
            case Refusal.TooLittle _, Refusal.NotNeeded _ ->
                first(server, refusal, List.of(this::cpu, this::network, this::lessCpu));
            case Refusal.LentToOthers _ ->
                first(server, refusal, List.of(this::cpu, this::memory, this::network, this::loans, this::lessCpu));
        };
    }

    private static Remedy must(String sentence) {
        return new Remedy.MustBecome(sentence);
    }

    private Remedy allowed(ServerId server) {
        return opened(server, new Remedy.AllowLender(server, request.service()));
    }

    /** {@code remedy}, if the server would be chosen once it may be asked at all. */
    private Remedy opened(ServerId server, Remedy remedy) {
        Finding then = found(among(server), lenders);
        return isChosen(then, server) ? remedy : none(then, server, "It is not measured.");
    }

    private static Remedy none(Finding then, ServerId server, String otherwise) {
        return new Remedy.NoSingleChange(Optional.ofNullable(then.whyNot().get(server))
                .map(Refusal::sentence)
                .orElse(otherwise));
    }

    /** The first of {@code measures} that does. */
    private Remedy first(ServerId server, Refusal refusal, List<Function<Lender, Optional<Remedy>>> measures) {
        Lender lender = lenders.get(server);
        if (lender == null) {
            return must("It must be measured.");
        }
        if (isChosen(before, server)) {
            return must("%s must be the only one to ask: together with the others it is served without it."
                    .formatted(request.service()));
        }
        return measures.stream()
                .flatMap(measure -> measure.apply(lender).stream())
                .findFirst()
                .orElseGet(() -> none(found(request, with(mostCpu(lender))), server, refusal.sentence()));
    }

    private Lender mostCpu(Lender lender) {
        double most = (amounts.isEmpty() ? 0 : amounts.last()) * request.need().unitCost();
        return lending(
                lender,
                Math.max(most, lender.lendable().cpu()),
                lender.lendable().memory(),
                lender.lendable().network());
    }

    private Optional<Remedy> cpu(Lender lender) {
        double from = lender.lendable().cpu();
        return amounts(from / request.need().unitCost())
                .map(amount -> amount * request.need().unitCost())
                .filter(cpu -> isChosen(lending(
                        lender,
                        cpu,
                        lender.lendable().memory(),
                        lender.lendable().network())))
                .findFirst()
                .map(to -> new Remedy.MoreCpu(lender.server(), from, to));
    }

    private Optional<Remedy> lessCpu(Lender lender) {
        double from = lender.lendable().cpu();
        return amounts.headSet(from / request.need().unitCost(), false).descendingSet().stream()
                .limit(MOST_TRIES)
                .map(amount -> amount * request.need().unitCost())
                .filter(cpu -> isChosen(lending(
                        lender,
                        cpu,
                        lender.lendable().memory(),
                        lender.lendable().network())))
                .findFirst()
                .map(to -> new Remedy.LessCpu(lender.server(), from, to));
    }

    private Optional<Remedy> network(Lender lender) {
        double cost = request.need().networkCost();
        if (!lender.networkIsLimited() || cost == 0) {
            return Optional.empty();
        }
        double from = lender.lendable().network();
        return amounts(from / cost)
                .map(amount -> amount * cost)
                .filter(bytes -> isChosen(lending(
                        lender, lender.lendable().cpu(), lender.lendable().memory(), bytes)))
                .findFirst()
                .map(to -> new Remedy.MoreNetwork(lender.server(), from, to));
    }

    /** Amounts to try above {@code now}; what one container cannot carry changes nothing. */
    private Stream<Double> amounts(double now) {
        double most = request.need().containerLimit() * (1 + 2 * STEP);
        return amounts.tailSet(now, false).stream()
                .takeWhile(amount -> amount <= most)
                .limit(MOST_TRIES);
    }

    /** A first container needs its footprint, and no more is of use to it. */
    private Optional<Remedy> memory(Lender lender) {
        long from = lender.lendable().memory();
        long to = request.need().footprint();
        return to > from
                        && isChosen(lending(
                                lender,
                                lender.lendable().cpu(),
                                to,
                                lender.lendable().network()))
                ? Optional.of(new Remedy.MoreMemory(lender.server(), from, to))
                : Optional.empty();
    }

    private Optional<Remedy> loans(Lender lender) {
        int from = lender.loanLimit();
        int to = lender.loans() + 1;
        Lender then = new Lender(lender.server(), lender.zone(), lender.load(), lender.lendable(), lender.loans(), to);
        return to > from && isChosen(then)
                ? Optional.of(new Remedy.HigherLoanLimit(lender.server(), from, to))
                : Optional.empty();
    }

    private Optional<Remedy> starts(Lender lender) {
        Request.Limits limits = request.limits();
        for (int more = 1; more <= MOST_STARTS && limits.atMost() <= Integer.MAX_VALUE - more; more++) {
            int to = limits.atMost() + more;
            if (isChosen(lender.server(), new Request.Limits(to, limits.perZone(), limits.inZones(), limits.apart()))) {
                return Optional.of(new Remedy.MoreStarts(request.service(), limits.atMost(), to));
            }
        }
        return Optional.empty();
    }

    private Optional<Remedy> zone(Lender lender) {
        Request.Limits limits = request.limits();
        for (int more = 1; more <= MOST_STARTS && limits.perZone() <= Integer.MAX_VALUE - more; more++) {
            int to = limits.perZone() + more;
            if (isChosen(lender.server(), new Request.Limits(limits.atMost(), to, limits.inZones(), limits.apart()))) {
                return Optional.of(new Remedy.HigherZoneLimit(request.service(), lender.zone(), limits.perZone(), to));
            }
        }
        return Optional.empty();
    }

    private static Lender lending(Lender lender, double cpu, long memory, double network) {
        Resources then = new Resources(cpu, memory, network);
        return new Lender(lender.server(), lender.zone(), lender.load(), then, lender.loans(), lender.loanLimit());
    }

    private boolean isChosen(Lender changed) {
        return SingleBorrowerFinder.chooses(changed.server(), request, with(changed));
    }

    private boolean isChosen(ServerId server, Request.Limits limits) {
        return SingleBorrowerFinder.chooses(server, among(server).with(limits), lenders);
    }

    private static boolean isChosen(Finding finding, ServerId server) {
        return finding.chosen().stream().anyMatch(c -> c.container().server().equals(server));
    }

    private Map<ServerId, Lender> with(Lender changed) {
        Map<ServerId, Lender> then = new TreeMap<>(lenders);
        then.put(changed.server(), changed);
        return then;
    }

    /** The request, where {@code server} may be asked and has a stand-by container. */
    private Request among(ServerId server) {
        List<Request.Candidate> candidates = new ArrayList<>(request.candidates().stream()
                .filter(c -> !c.server().equals(server) || !c.standBys().isEmpty())
                .toList());
        if (candidates.stream().noneMatch(c -> c.server().equals(server))) {
            candidates.add(new Request.Candidate(
                    server, List.of(new ContainerId(server, request.service().name()))));
        }
        Map<ServerId, Refusal> refused = new TreeMap<>(request.refused());
        refused.remove(server);
        return request.among(candidates, refused);
    }

    private Finding found(Request changed, Map<ServerId, Lender> from) {
        return finder.find(List.of(changed), List.copyOf(from.values())).getFirst();
    }
}
