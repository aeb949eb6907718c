package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import java.util.List;

/**
 * What a plan does, without the numbers that change from one reading to the next: two plans of one shape are one
 * proposal to an operator.
 */
public record Shape(String kind, List<Object> targets) {
    public static Shape of(Plan plan) {
        return new Shape(
                plan.kind().name(), plan.actions().stream().map(Shape::target).toList());
    }

    private static Object target(Action action) {
        return switch (action) {
            case ContainerAction change -> change;
            case Wait wait -> wait;
            case TableAction.AddDestination add ->
                List.of("add", add.director(), add.service(), add.spec().endpoint());
            case TableAction.RemoveDestination remove ->
                List.of(
                        "remove",
                        remove.director(),
                        remove.service(),
                        remove.spec().endpoint());
            case TableAction.SetWeight set ->
                List.of(
                        "weight",
                        set.director(),
                        set.service(),
                        set.before(),
                        set.weight().isQuiesced());
        };
    }
}
