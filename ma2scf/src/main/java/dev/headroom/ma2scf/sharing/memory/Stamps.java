package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When plans last did something that must not be repeated at once.
 *
 * @param settledAt when the last plan on a service ended: what was seen before says nothing about the time after
 * @param recalledAt when a loan was last recalled from a server
 * @param returnedAt when a container was last given back
 * @param madeRoom what was stopped to make room, when, and for which service
 */
public record Stamps(
        SortedMap<ServiceId, Instant> settledAt,
        SortedMap<ServerId, Instant> recalledAt,
        SortedMap<ContainerId, Instant> returnedAt,
        SortedMap<ContainerId, MadeRoom> madeRoom) {
    public static final Stamps NONE = new Stamps(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

    public Stamps {
        settledAt = Collections.unmodifiableSortedMap(new TreeMap<>(settledAt));
        recalledAt = Collections.unmodifiableSortedMap(new TreeMap<>(recalledAt));
        returnedAt = Collections.unmodifiableSortedMap(new TreeMap<>(returnedAt));
        madeRoom = Collections.unmodifiableSortedMap(new TreeMap<>(madeRoom));
    }

    Stamps settled(ServiceId service, Instant at) {
        return new Stamps(with(settledAt, service, at), recalledAt, returnedAt, madeRoom);
    }

    Stamps stopped(ContainerAction.StopContainer stop, Plan plan, Instant at) {
        ContainerId container = stop.container();
        return new Stamps(
                settledAt,
                plan.kind() == PlanKind.RECALL ? with(recalledAt, container.server(), at) : recalledAt,
                with(returnedAt, container, at),
                plan.kind() == PlanKind.MAKE_ROOM
                        ? with(madeRoom, container, new MadeRoom(plan.service(), at))
                        : madeRoom);
    }

    private static <K, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        SortedMap<K, V> next = new TreeMap<>(map);
        next.put(key, value);
        return next;
    }
}
