package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When plans last did something that must not be repeated at once.
 *
 * @param settledAt when the last plan on a service ended: what was seen before says nothing about the time after
 * @param recalledAt when a loan was last recalled from a server
 * @param returnedAt when a container was last given back
 * @param madeRoom what was stopped to make room, when, and for which service
 * @param setbacks what did not serve when it should, how often and when last
 * @param brokeAt since when a loan that serves again did not, before
 * @param refusals entries of which a change failed on their director, how often and when last
 */
public record Stamps(
        SortedMap<ServiceId, Instant> settledAt,
        SortedMap<ServerId, Instant> recalledAt,
        SortedMap<ContainerId, Instant> returnedAt,
        SortedMap<ContainerId, MadeRoom> madeRoom,
        SortedMap<Spot, Setback> setbacks,
        SortedMap<Spot, Instant> brokeAt,
        SortedMap<EntryId, Setback> refusals) {
    public static final Stamps NONE = new Stamps(
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>());

    public Stamps {
        settledAt = Collections.unmodifiableSortedMap(new TreeMap<>(settledAt));
        recalledAt = Collections.unmodifiableSortedMap(new TreeMap<>(recalledAt));
        returnedAt = Collections.unmodifiableSortedMap(new TreeMap<>(returnedAt));
        madeRoom = Collections.unmodifiableSortedMap(new TreeMap<>(madeRoom));
        setbacks = Collections.unmodifiableSortedMap(new TreeMap<>(setbacks));
        brokeAt = Collections.unmodifiableSortedMap(new TreeMap<>(brokeAt));
        refusals = Collections.unmodifiableSortedMap(new TreeMap<>(refusals));
    }

    /** The setback of {@code spot} that still counts. */
    public Optional<Setback> setback(Spot spot, Instant now) {
        return Optional.ofNullable(setbacks.get(spot)).filter(setback -> !setback.isForgotten(now));
    }

    Stamps setBack(Spot spot, Instant at) {
        Setback next = setbacks.getOrDefault(spot, Setback.NONE).again(at);
        return new Stamps(settledAt, recalledAt, returnedAt, madeRoom, with(setbacks, spot, next), brokeAt, refusals);
    }

    Stamps refused(EntryId entry, Instant at) {
        Setback next = refusals.getOrDefault(entry, Setback.NONE).again(at);
        return new Stamps(settledAt, recalledAt, returnedAt, madeRoom, setbacks, brokeAt, with(refusals, entry, next));
    }

    /** Until when no change of {@code entry} is sent, because the last one failed: {@code first} at first, at most {@code longest}. */
    public Optional<Instant> refusedUntil(EntryId entry, Duration first, Duration longest) {
        return Optional.ofNullable(refusals.get(entry))
                .map(refusal -> refusal.last().plus(refusal.pause(first, longest)));
    }

    /** What must outlive this master: what failed and is left alone for a while. */
    Stamps lasting() {
        return NONE.withSetbacks(setbacks, refusals);
    }

    /** These with what failed, as an earlier master knew it. */
    public Stamps withSetbacks(SortedMap<Spot, Setback> failed, SortedMap<EntryId, Setback> refused) {
        return new Stamps(settledAt, recalledAt, returnedAt, madeRoom, failed, brokeAt, refused);
    }

    /** These, in which nothing failed after {@code now}: a pause must not last until then and its term longer. */
    Stamps notAfter(Instant now) {
        return withSetbacks(notAfter(setbacks, now), notAfter(refusals, now));
    }

    private static <K> SortedMap<K, Setback> notAfter(SortedMap<K, Setback> all, Instant now) {
        SortedMap<K, Setback> next = new TreeMap<>(all);
        next.replaceAll((_, setback) -> setback.notAfter(now));
        return next;
    }

    /** These with the loans that break now and then. */
    public Stamps withBreaks(SortedMap<Spot, Instant> next) {
        return new Stamps(settledAt, recalledAt, returnedAt, madeRoom, setbacks, next, refusals);
    }

    Stamps settled(ServiceId service, Instant at) {
        return new Stamps(with(settledAt, service, at), recalledAt, returnedAt, madeRoom, setbacks, brokeAt, refusals);
    }

    /** That a recall takes loans back: from its first step on, for what a proposal of the meantime asks for would come at once. */
    Stamps recalled(Plan plan, Instant at) {
        SortedMap<ServerId, Instant> next = new TreeMap<>(recalledAt);
        for (Action action : plan.actions()) {
            if (action instanceof ContainerAction.StopContainer(ContainerId container)) {
                next.put(container.server(), at);
            }
        }
        return new Stamps(settledAt, next, returnedAt, madeRoom, setbacks, brokeAt, refusals);
    }

    Stamps stopped(ContainerAction.StopContainer stop, Plan plan, Instant at) {
        ContainerId container = stop.container();
        return new Stamps(
                settledAt,
                recalledAt,
                with(returnedAt, container, at),
                plan.kind() == PlanKind.MAKE_ROOM
                        ? with(madeRoom, container, new MadeRoom(plan.service(), at))
                        : madeRoom,
                setbacks,
                brokeAt,
                refusals);
    }

    private static <K, V> SortedMap<K, V> with(SortedMap<K, V> map, K key, V value) {
        SortedMap<K, V> next = new TreeMap<>(map);
        next.put(key, value);
        return next;
    }
}
