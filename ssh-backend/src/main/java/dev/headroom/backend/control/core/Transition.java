package dev.headroom.backend.control.core;

import dev.headroom.backend.control.ControlState;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A new state, and the effects that the driver shall carry out. */
public record Transition(ControlState state, List<Effect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }

    static Transition to(ControlState state) {
        return new Transition(state, List.of());
    }

    Transition with(Effect effect) {
        List<Effect> more = new ArrayList<>(effects);
        more.add(effect);
        return new Transition(state, more);
    }

    Transition then(UnaryOperator<ControlState> change) {
        return new Transition(change.apply(state), effects);
    }

    /** This transition, followed by the one that {@code next} makes of its state. */
    Transition followedBy(Function<ControlState, Transition> next) {
        Transition after = next.apply(state);
        List<Effect> all = new ArrayList<>(effects);
        all.addAll(after.effects());
        return new Transition(after.state(), all);
    }
}
