package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.CapacityFinder;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.memory.Timers;
import dev.headroom.ma2scf.sharing.memory.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks each rule once of each service, applies the hold times, and lets the most urgent answer stand. See decision 0061. */
public final class RuleRound {
    private final Round round;
    private final SortedMap<ServiceId, List<Asked>> opinions;
    private final Set<ContainerId> claimed = new TreeSet<>();

    private record Asked(Rule rule, Opinion opinion) {}

    /**
     * What came of it.
     *
     * @param round with the hold times of the rules in its memory
     * @param verdicts one for each service, in order of service
     */
    public record Result(Round round, List<Verdict> verdicts) {
        public Result {
            verdicts = List.copyOf(verdicts);
        }
    }

    private RuleRound(Situation seen, CapacityFinder finder) {
        Round first = new Round(seen, finder);
        opinions = opinions(first);
        round = first.with(seen.memory().with(seen.memory().held().withWished(wished(first))));
    }

    public static Result of(Situation seen, CapacityFinder finder) {
        return new RuleRound(seen, finder).result();
    }

    /** No rule is asked of a service whose tables cannot be changed; where one is unknown, only those that take nothing away. */
    private static SortedMap<ServiceId, List<Asked>> opinions(Round round) {
        SortedMap<ServiceId, List<Asked>> opinions = new TreeMap<>();
        for (ServiceView view : round.situation().allViews()) {
            List<Asked> asked = new ArrayList<>();
            boolean whole = round.situation().isReached(view);
            if (round.situation().reach(view).obstacles().isEmpty()) {
                for (Rule rule : Rules.IN_ORDER) {
                    if (whole || rule.mayActInPart()) {
                        rule.judge(view, round).ifPresent(opinion -> asked.add(new Asked(rule, opinion)));
                    }
                }
            }
            asked.sort(Comparator.comparing(a -> !a.opinion().isUrgent()));
            opinions.put(view.id(), asked);
        }
        return opinions;
    }

    /** Opinions that must last, since when; nothing has begun to last while a plan on the service is on its way. */
    private Timers<Wish> wished(Round first) {
        Situation seen = first.situation();
        Timers<Wish> wished = seen.memory().held().wished();
        for (ServiceView view : seen.allViews()) {
            for (Rule rule : Rules.IN_ORDER) {
                if (rule.hold(seen.policy()).isPresent()) {
                    boolean holds = seen.isSettled(view.id())
                            && opinionsOf(view).stream()
                                    .anyMatch(asked -> asked.rule().equals(rule));
                    wished = wished.seen(new Wish(rule.kind(), view.id()), holds, seen.now());
                }
            }
        }
        return wished;
    }

    private List<Asked> opinionsOf(ServiceView view) {
        return opinions.getOrDefault(view.id(), List.of());
    }

    private Result result() {
        Situation situation = round.situation();
        SortedMap<ServiceId, List<Asked>> lasting = new TreeMap<>();
        for (ServiceView view : situation.allViews()) {
            lasting.put(
                    view.id(),
                    opinionsOf(view).stream()
                            .filter(asked -> hasLasted(asked, view))
                            .toList());
        }
        SortedMap<ServiceId, List<Asked>> undisputed = claimed(lasting);
        SortedMap<ServiceId, Outcome> outcomes = new TreeMap<>();
        for (ServiceView view : situation.allViews()) {
            outcomes.put(view.id(), outcome(view, undisputed.getOrDefault(view.id(), List.of())));
        }
        return new Result(round, new FinderRound(round).verdicts(outcomes.values()));
    }

    private boolean hasLasted(Asked asked, ServiceView view) {
        Situation situation = round.situation();
        Optional<Duration> hold = asked.rule().hold(situation.policy());
        Wish wish = new Wish(asked.rule().kind(), view.id());
        return hold.isEmpty() || situation.memory().held().wished().held(wish, hold.get(), situation.now());
    }

    /** In order of service: what leads with claims that another has made already is left out. */
    private SortedMap<ServiceId, List<Asked>> claimed(SortedMap<ServiceId, List<Asked>> lasting) {
        SortedMap<ServiceId, List<Asked>> undisputed = new TreeMap<>();
        lasting.forEach((service, asked) -> {
            Set<ContainerId> claims =
                    asked.isEmpty() ? Set.of() : asked.getFirst().opinion().claims();
            boolean disputed = claims.stream().anyMatch(claimed::contains);
            if (!disputed) {
                claimed.addAll(claims);
            }
            undisputed.put(
                    service,
                    asked.stream()
                            .filter(a -> a.opinion().claims().isEmpty() || (!disputed && a.equals(asked.getFirst())))
                            .toList());
        });
        return undisputed;
    }

    private Outcome outcome(ServiceView view, List<Asked> asked) {
        List<String> obstacles = round.situation().reach(view).obstacles();
        if (!obstacles.isEmpty()) {
            return new Outcome.Settled(new Verdict.Undecided(view.id(), obstacles));
        }
        return asked.stream()
                .flatMap(a -> a.opinion().outcome(round, claimed).stream())
                .findFirst()
                .orElseGet(() -> new Outcome.Settled(Unchanged.verdict(view, round.situation())));
    }
}
