package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@link SharingMemory} while it changes; never leaves the method that made it. */
final class Recollection {
    Timers<ServiceId> overloaded;
    Timers<ServiceId> uneven;
    Timers<ServiceId> calm;
    Timers<Spot> broken;
    Timers<Spot> recovered;
    final SortedMap<ServiceId, DemandHistory> demands;
    final List<Loan> loans;
    final List<QuiescedDestination> quiesced;
    final SortedMap<ServiceId, Instant> settledAt;
    final SortedMap<ServerId, Instant> recalledAt;
    final SortedMap<ContainerId, Instant> returnedAt;
    final SortedMap<ContainerId, MadeRoom> madeRoom;
    final SortedMap<ContainerId, PlanKind> startedFor;
    final List<OurWeight> weights;

    Recollection(SharingMemory memory) {
        overloaded = memory.overloaded();
        uneven = memory.uneven();
        calm = memory.calm();
        broken = memory.broken();
        recovered = memory.recovered();
        demands = new TreeMap<>(memory.demands());
        loans = new ArrayList<>(memory.loans());
        quiesced = new ArrayList<>(memory.quiesced());
        settledAt = new TreeMap<>(memory.settledAt());
        recalledAt = new TreeMap<>(memory.recalledAt());
        returnedAt = new TreeMap<>(memory.returnedAt());
        madeRoom = new TreeMap<>(memory.madeRoom());
        startedFor = new TreeMap<>(memory.startedFor());
        weights = new ArrayList<>(memory.weights());
    }

    SharingMemory toMemory() {
        return new SharingMemory(
                overloaded,
                uneven,
                calm,
                broken,
                recovered,
                demands,
                loans,
                quiesced,
                settledAt,
                recalledAt,
                returnedAt,
                madeRoom,
                startedFor,
                weights);
    }

    void record(Action action, Plan plan, Instant at) {
        switch (action) {
            case TableAction.SetWeight change -> weighed(change, at);
            case TableAction.AddDestination(DirectorId director, ServiceId service, var _, var spec) ->
                set(director, new Spot(service, spec.endpoint()), spec.weight());
            case TableAction.RemoveDestination(DirectorId director, ServiceId service, var _, var spec) -> {
                forget(director, new Spot(service, spec.endpoint()));
                weights.removeIf(w -> w.isAt(director, new Spot(service, spec.endpoint())));
            }
            case ContainerAction.StartContainer(ContainerId container) -> startedFor.put(container, plan.kind());
            case ContainerAction.StopContainer(ContainerId container) -> {
                startedFor.remove(container);
                returnedAt.put(container, at);
                if (plan.kind() == PlanKind.MAKE_ROOM) {
                    madeRoom.put(container, new MadeRoom(plan.service(), at));
                }
                if (plan.kind() == PlanKind.RECALL) {
                    recalledAt.put(container.server(), at);
                }
            }
            case ContainerAction.AwaitServing _, TableAction.AwaitDrained _ -> {}
        }
    }

    private void weighed(TableAction.SetWeight change, Instant at) {
        Spot spot = new Spot(change.service(), change.before().endpoint());
        set(change.director(), spot, change.weight());
        if (!change.weight().isQuiesced()) {
            forget(change.director(), spot);
        } else if (!change.before().weight().isQuiesced()) {
            forget(change.director(), spot);
            quiesced.add(new QuiescedDestination(
                    change.director(), spot, change.before().weight(), at));
        }
    }

    private void set(DirectorId director, Spot spot, Weight weight) {
        weights.removeIf(w -> w.isAt(director, spot));
        weights.add(new OurWeight(director, spot, weight));
    }

    private void forget(DirectorId director, Spot spot) {
        quiesced.removeIf(q -> q.isAt(director, spot));
    }
}
