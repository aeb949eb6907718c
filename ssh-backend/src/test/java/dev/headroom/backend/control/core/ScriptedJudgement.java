package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.ma2scf.demand.CostReading;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.facts.RampWatch;
import dev.headroom.ma2scf.sharing.memory.DemandHistory;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Says what the test told it to say; the pre-conditions of actions are the real ones. */
public final class ScriptedJudgement implements Judgement {
    private final Map<ServiceId, Verdict> verdicts = new ConcurrentHashMap<>();
    private final Map<ServiceId, String> objections = new ConcurrentHashMap<>();
    final List<SharingMemory> asked = new ArrayList<>();
    public volatile boolean breaks;
    /** Refuses every step while it is there. */
    volatile Optional<String> stepObjection = Optional.empty();

    private final Map<Action, String> refusedActions = new ConcurrentHashMap<>();

    /** Why every running plan is needed no more, while it is there. */
    volatile Optional<String> needless = Optional.empty();

    /** Why every running plan should turn round, while it is there. */
    volatile Optional<String> turning = Optional.empty();

    /** Why no loan should get more clients, while it is there. */
    volatile Optional<String> strained = Optional.empty();

    /** The service whose cost is measured once more in each snapshot. */
    volatile Optional<ServiceId> learning = Optional.empty();

    /** Whether the checker of ma2scf is asked, as in a real master. */
    volatile Optional<Judgement> checker = Optional.empty();

    /** What an undo is forecast to make of its service. */
    volatile List<Plan.Forecast> undone = List.of();

    public void propose(Plan plan) {
        say(new Verdict.Proposed(plan));
    }

    void say(Verdict verdict) {
        verdicts.put(verdict.service(), verdict);
    }

    /** Refuses every plan of {@code service} from now on. */
    public void object(ServiceId service, String sentence) {
        objections.put(service, sentence);
    }

    /** A core that asks this judgement. */
    public ControlCore core(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
        return new ControlCore(settings, preview, this);
    }

    @Override
    public Decision decide(ClusterSnapshot snapshot, SharingMemory memory) {
        if (breaks) {
            throw new IllegalStateException("a bug");
        }
        asked.add(memory);
        List<Verdict> all = snapshot.services().stream()
                .map(s -> verdicts.getOrDefault(s.id(), new Verdict.NoChange(s.id(), List.of())))
                .map(v -> isDone(v, snapshot) ? new Verdict.NoChange(v.service(), List.of()) : v)
                .toList();
        return new Decision(learned(memory), all, List.of(), List.of());
    }

    /** The memory with one more measured cost of {@link #learning}. */
    private SharingMemory learned(SharingMemory memory) {
        if (learning.isEmpty()) {
            return memory;
        }
        SortedMap<ServiceId, DemandHistory> demands = new TreeMap<>(memory.demands());
        DemandHistory before = memory.demandOf(learning.get());
        demands.put(
                learning.get(),
                new DemandHistory(
                        before.demand(),
                        before.unitCost(),
                        before.costs().with(new CostReading(10, 1, 0)),
                        before.peaks()));
        return new SharingMemory(memory.held(), demands, memory.own(), memory.stamps());
    }

    /** A loan that serves and a failover that is done are not proposed once more. */
    private static boolean isDone(Verdict verdict, ClusterSnapshot snapshot) {
        return verdict instanceof Verdict.Proposed(Plan plan)
                && (plan.kind() == PlanKind.BORROW || plan.kind() == PlanKind.FAILOVER)
                && plan.actions().stream().allMatch(a -> a.holds(snapshot));
    }

    /** Refuses this step from now on. */
    void refuse(Action action, String sentence) {
        refusedActions.put(action, sentence);
    }

    @Override
    public Optional<String> objection(Plan plan, ClusterSnapshot snapshot) {
        return Optional.ofNullable(objections.get(plan.service()))
                .or(() -> checker.flatMap(real -> real.objection(plan, snapshot)));
    }

    @Override
    public Optional<String> objection(Action action, ClusterSnapshot snapshot) {
        return action.unmet(snapshot)
                .or(() -> stepObjection)
                .or(() -> Optional.ofNullable(refusedActions.get(action)))
                .or(() -> checker.flatMap(real -> real.objection(action, snapshot)));
    }

    @Override
    public Optional<String> needless(Plan plan, Action next, ClusterSnapshot newest) {
        return needless;
    }

    @Override
    public Optional<String> turning(Plan plan, ClusterSnapshot newest, SharingMemory memory) {
        return plan.kind() == PlanKind.UNDO ? Optional.empty() : turning;
    }

    @Override
    public Optional<String> strained(Action action, ClusterSnapshot newest) {
        return strained.filter(_ -> RampWatch.raises(action));
    }

    @Override
    public Optional<Plan> inverse(Plan plan, List<Action> finished, ClusterSnapshot newest) {
        Action[] back = finished.reversed().stream()
                .flatMap(ScriptedJudgement::inverse)
                .filter(a -> !a.holds(newest))
                .toArray(Action[]::new);
        return back.length == 0
                ? Optional.empty()
                : Optional.of(PerfectCluster.plan(PlanKind.UNDO, plan.service(), newest.revision(), back));
    }

    @Override
    public Plan forecast(Plan undo, ClusterSnapshot newest, SharingMemory memory) {
        return undo.with(undone, undo.reasons());
    }

    private static Stream<Action> inverse(Action action) {
        return switch (action) {
            case ContainerAction.StartContainer(var container) ->
                Stream.of(new ContainerAction.StopContainer(container));
            case ContainerAction.StopContainer(var container) ->
                Stream.of(new ContainerAction.StartContainer(container));
            case TableAction.AddDestination(var director, var service, var address, var spec) ->
                Stream.of(new TableAction.RemoveDestination(director, service, address, spec));
            case TableAction.RemoveDestination(var director, var service, var address, var spec) ->
                Stream.of(new TableAction.AddDestination(director, service, address, spec));
            case TableAction.SetWeight(var director, var service, var address, var before, var weight) ->
                Stream.of(new TableAction.SetWeight(
                        director, service, address, before.withWeight(weight), before.weight()));
            case Wait _ -> Stream.empty();
        };
    }
}
