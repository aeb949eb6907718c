package dev.headroom.backend.control;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;

/**
 * What a plan does, without the numbers that drift from one reading to the next: two plans of one shape are one proposal to an operator.
 */
record Shape(String kind, List<Object> targets) {
    static Shape of(Plan plan) {
        return new Shape(
                plan.kind().name(), plan.actions().stream().map(Shape::target).toList());
    }

    private static Object target(Action action) {
        return switch (action) {
            case Action.StartContainer start -> start;
            case Action.StopContainer stop -> stop;
            case Action.AwaitServing await -> await;
            case Action.AwaitDrained await -> await;
            case Action.AddDestination add ->
                List.of("add", add.director(), add.service(), add.spec().endpoint());
            case Action.RemoveDestination remove ->
                List.of(
                        "remove",
                        remove.director(),
                        remove.service(),
                        remove.spec().endpoint());
            case Action.SetWeight set ->
                List.of(
                        "weight",
                        set.director(),
                        set.service(),
                        set.before(),
                        set.weight().isQuiesced());
        };
    }
}
