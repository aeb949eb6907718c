package dev.headroom.backend.control.core;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Enum constants and read-back changes in the operator's words. Pure. */
public final class Words {
    private Words() {}

    /** The constant in lower case, with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The change that a reading showed, in the operator's words. */
    static String readBack(Action action, ClusterSnapshot snapshot) {
        return switch (action) {
            case ContainerAction.StartContainer(var container) -> container.name() + " is running";
            case ContainerAction.AwaitServing(var container, var _) -> container.name() + " answers";
            case ContainerAction.StopContainer(var container) -> container.name() + " is stopped";
            case TableAction.AddDestination add ->
                "%s is there with weight %s"
                        .formatted(add.spec().endpoint(), add.spec().weight());
            case TableAction.RemoveDestination remove -> remove.spec().endpoint() + " is gone";
            case TableAction.SetWeight set ->
                "%s has weight %s".formatted(set.before().endpoint(), set.weight());
            case TableAction.AwaitDrained await -> await.endpoint() + drained(await, snapshot);
        };
    }

    /**
     * What the director counts at a drained destination. Inactive connections may be left: those of TCP are closing, those of
     * UDP are kept until their timeout.
     */
    private static String drained(TableAction.AwaitDrained await, ClusterSnapshot snapshot) {
        Optional<Destination> left = snapshot.destination(await.director(), await.service(), await.endpoint());
        if (left.isEmpty()) {
            return " is no destination any more";
        }
        String quiet = await.address().mayCarryUdp()
                ? " and got no packet for the UDP timeout of %d s"
                        .formatted(udpTimeout(await, snapshot).toSeconds())
                : "";
        long inactive = left.get().counts().inactive();
        String rest = inactive == 0
                ? ""
                : await.address().mayCarryUdp()
                        ? "; the director still remembers %d inactive".formatted(inactive)
                        : "; %d inactive %s closing".formatted(inactive, inactive == 1 ? "one is" : "ones are");
        return " has no active connections" + quiet + rest;
    }

    /** What the director counts at a destination that is not drained yet. */
    static String remaining(TableAction.AwaitDrained await, ClusterSnapshot snapshot) {
        return snapshot.destination(await.director(), await.service(), await.endpoint())
                .map(left -> await.endpoint() + remaining(left.counts()))
                .orElseGet(() -> await.endpoint() + " was not read");
    }

    private static String remaining(ConnectionCounts counts) {
        if (!counts.known()) {
            return " has connections that could not be counted";
        }
        return counts.isDrained()
                ? " still gets packets, or may"
                : " has %d active connections and %d bound clients".formatted(counts.active(), counts.persistent());
    }

    private static Duration udpTimeout(TableAction.AwaitDrained await, ClusterSnapshot snapshot) {
        return snapshot.director(await.director())
                .flatMap(d -> d.table().lastKnown())
                .map(DirectorTable::udpTimeout)
                .orElse(DirectorTable.USUAL_UDP_TIMEOUT);
    }
}
