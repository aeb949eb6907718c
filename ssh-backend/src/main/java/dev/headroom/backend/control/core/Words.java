package dev.headroom.backend.control.core;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.Locale;

/** Enum constants and read-back changes in the operator's words. Pure. */
public final class Words {
    private Words() {}

    /** The constant in lower case, with hyphens. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The change that a reading showed, in the operator's words. */
    static String readBack(Action action) {
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
            case TableAction.AwaitDrained await -> await.endpoint() + " has no connections left";
        };
    }
}
