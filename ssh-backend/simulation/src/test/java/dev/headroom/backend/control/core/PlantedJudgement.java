package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.TableAction.SetWeight;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The judgement of MA2SCF with a bug. Each method gives a core that asks it. */
public abstract class PlantedJudgement implements Judgement {
    private final Judgement sound;

    private PlantedJudgement(ControlSettings settings) {
        this.sound = Judgement.OfMa2scf.with(settings.policy());
    }

    /** A running failover goes on although what had failed serves again. */
    public static ControlCore neverReconsiders(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
                return Optional.empty();
            }
        });
    }

    /** A failover quiesces every destination of its service, and nothing objects. */
    public static ControlCore quiescesTheLast(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                return changed(super.decide(snapshot, memory), plan -> quiescingAll(plan, snapshot));
            }

            @Override
            public Optional<String> objection(Plan plan, ClusterSnapshot snapshot) {
                return plan.kind() == PlanKind.FAILOVER ? Optional.empty() : super.objection(plan, snapshot);
            }

            @Override
            public Optional<String> objection(Action action, ClusterSnapshot snapshot) {
                return action instanceof SetWeight ? action.unmet(snapshot) : super.objection(action, snapshot);
            }

            @Override
            public Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
                return Optional.empty();
            }
        });
    }

    /** No failover is proposed for a service for which {@code mute} says so. */
    public static ControlCore mutesFailovers(
            ControlSettings s, Function<Action, List<ExactCommand>> preview, Predicate<ServiceId> mute) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                return muted(super.decide(snapshot, memory), PlanKind.FAILOVER, mute);
            }
        });
    }

    /** A loan is never called back, however much its lender needs it. */
    public static ControlCore neverRecalls(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                return muted(super.decide(snapshot, memory), PlanKind.RECALL, _ -> true);
            }
        });
    }

    /** A loan returns as soon as it can be done without, however short it lasted. */
    public static ControlCore forgetsSinceWhen(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                SharingMemory wrong = memory.withLasting(memory.loans(), memory.quiesced(), new TreeMap<>());
                return super.decide(snapshot, wrong);
            }
        });
    }

    /** No failover is proposed while a director is not read. */
    public static ControlCore stopsForADirector(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                boolean unread = snapshot.directors().stream()
                        .anyMatch(director -> director.table().fresh().isEmpty());
                return muted(super.decide(snapshot, memory), PlanKind.FAILOVER, _ -> unread);
            }
        });
    }

    /** Weights of 0 that somebody else set are taken for ours, and raised again. */
    public static ControlCore takesAllForOurs(ControlSettings s, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(s, preview, new PlantedJudgement(s) {
            @Override
            public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
                List<QuiescedDestination> all = new ArrayList<>(memory.quiesced());
                snapshot.directors()
                        .forEach(director -> snapshot.services()
                                .forEach(service -> director.entry(service.address())
                                        .ifPresent(entry -> entry.destinations().stream()
                                                .filter(d -> d.spec().weight().isQuiesced())
                                                .map(d -> new Spot(service.id(), d.endpoint()))
                                                .filter(spot ->
                                                        all.stream().noneMatch(q -> q.isAt(director.id(), spot)))
                                                .forEach(spot -> all.add(new QuiescedDestination(
                                                        director.id(), spot, new Weight(100), snapshot.takenAt()))))));
                SharingMemory wrong = memory.withLasting(memory.loans(), all, memory.startedFor());
                return super.decide(snapshot, wrong);
            }
        });
    }

    private static Decision muted(Decision sound, PlanKind kind, Predicate<ServiceId> mute) {
        return new Decision(
                sound.memory(),
                sound.verdicts().stream()
                        .map(v -> v instanceof Verdict.Proposed(Plan plan)
                                        && plan.kind() == kind
                                        && mute.test(plan.service())
                                ? (Verdict) new Verdict.Undecided(v.service(), List.of("A bug."))
                                : v)
                        .toList(),
                sound.assessments(),
                sound.servers());
    }

    private static Decision changed(Decision sound, Function<Plan, Plan> change) {
        return new Decision(
                sound.memory(),
                sound.verdicts().stream()
                        .map(v -> v instanceof Verdict.Proposed(Plan plan) && plan.kind() == PlanKind.FAILOVER
                                ? (Verdict) new Verdict.Proposed(change.apply(plan))
                                : v)
                        .toList(),
                sound.assessments(),
                sound.servers());
    }

    private static Plan quiescingAll(Plan plan, ClusterSnapshot snapshot) {
        List<Step> steps = new ArrayList<>();
        snapshot.directors()
                .forEach(director -> snapshot.service(plan.service())
                        .flatMap(service -> director.entry(service.address()))
                        .ifPresent(entry -> entry.destinations().stream()
                                .filter(d -> !d.spec().weight().isQuiesced())
                                .forEach(d -> steps.add(new Step(
                                        new TableAction.SetWeight(
                                                director.id(), plan.service(), entry.address(), d.spec(), Weight.ZERO),
                                        "A bug.")))));
        return steps.isEmpty()
                ? plan
                : new Plan(
                        plan.kind(),
                        plan.service(),
                        plan.basisRevision(),
                        0,
                        steps,
                        List.of(),
                        plan.reasons(),
                        List.of());
    }

    @Override
    public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
        return sound.decide(snapshot, memory);
    }

    @Override
    public Optional<String> objection(Plan plan, ClusterSnapshot snapshot) {
        return sound.objection(plan, snapshot);
    }

    @Override
    public Optional<String> objection(Action action, ClusterSnapshot snapshot) {
        return sound.objection(action, snapshot);
    }

    @Override
    public Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
        return sound.needless(plan, next, newest);
    }

    @Override
    public Optional<String> turning(Plan plan, ClusterSnapshot newest, SharingMemory memory) {
        return sound.turning(plan, newest, memory);
    }

    @Override
    public Optional<String> strained(Action action, ClusterSnapshot newest) {
        return sound.strained(action, newest);
    }

    @Override
    public Optional<Plan> inverse(Plan plan, List<Action> finished, ClusterSnapshot newest) {
        return sound.inverse(plan, finished, newest);
    }

    @Override
    public Plan forecast(Plan undo, ClusterSnapshot newest, SharingMemory memory) {
        return sound.forecast(undo, newest, memory);
    }
}
