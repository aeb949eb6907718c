package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.StepWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an unfinished plan of ours left is cleared away: a destination that we quiesced, one that we added and behind which nothing
 * runs any more, or a container that we started and no director knows. A weight of 0 that this installation did not set, at a
 * destination that it did not add, is left alone.
 */
final class ClearAwayRule implements Rule {
    @Override
    public PlanKind kind() {
        return PlanKind.GIVE_BACK;
    }

    @Override
    public Optional<Opinion> judge(ServiceView view, Round round) {
        List<Container> ours = round.situation().snapshot().containersOf(view.id()).stream()
                .filter(c -> c.isStandBy() && !c.isSomebodys())
                .filter(c -> round.situation()
                        .snapshot()
                        .server(c.id().server())
                        .filter(RealServer::isMeasured)
                        .isPresent())
                .filter(c -> leftover(c, view, round.situation()).isPresent())
                .toList();
        return ours.isEmpty()
                ? Optional.empty()
                : Optional.of((now, claimed) -> ours.stream()
                        .filter(c -> !claimed.contains(c.id()))
                        .flatMap(c -> leftover(c, view, now.situation()).stream())
                        .findFirst()
                        .map(Outcome.Settled::new));
    }

    private static Optional<Verdict> leftover(Container container, ServiceView view, Situation situation) {
        Optional<Site> site = view.sites().stream()
                .filter(s -> s.known()
                        .filter(k -> k.container().id().equals(container.id()))
                        .isPresent())
                .findFirst();
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        if (site.isPresent()) {
            if (!situation.mayBeCleared(site.get())) {
                return Optional.empty();
            }
            List<Step> steps =
                    writer.takeBack(view.service(), site.get().spot(), container, "It gets no new connections.");
            return Optional.of(clearing(
                    view,
                    steps,
                    "%s was given weight 0 by this installation: its return was begun.".formatted(container.id()),
                    situation));
        }
        Instant longAgo = situation.now().minus(situation.policy().deadlines().start());
        return situation
                .memory()
                .loan(container.id())
                .filter(loan -> !loan.since().isAfter(longAgo))
                .filter(_ -> container.evidence().established() == Established.NONE)
                .filter(_ -> situation.snapshot().destinationsAt(container).isEmpty())
                .map(loan -> clearing(
                        view,
                        writer.stop(container),
                        "%s has run for %s, and no director knows it."
                                .formatted(
                                        container.id(),
                                        Wording.seconds(Duration.between(loan.since(), situation.now()))),
                        situation));
    }

    private static Verdict clearing(ServiceView view, List<Step> steps, String reason, Situation situation) {
        return new Verdict.Proposed(new Plan(
                PlanKind.GIVE_BACK,
                view.id(),
                situation.snapshot().revision(),
                0,
                steps,
                List.of(),
                List.of(reason),
                List.of()));
    }
}
