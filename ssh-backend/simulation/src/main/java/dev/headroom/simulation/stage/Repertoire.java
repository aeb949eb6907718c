package dev.headroom.simulation.stage;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.load.DemandCurve;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes each state once, and keeps it. */
final class Repertoire {
    /** The server that lends nothing. */
    static final Set<ServerId> KEEPS = Set.of(new ServerId("rs3"));

    private static final Map<String, ControlState> MADE = new ConcurrentHashMap<>();

    private Repertoire() {}

    static ControlState once(String name, Supplier<ControlState> make) {
        ControlState known = MADE.get(name);
        if (known == null) {
            known = make.get();
            MADE.put(name, known);
        }
        return known;
    }

    static ControlState shop(String name, DemandCurve demand, Consumer<Stage> play) {
        return once(name, () -> Stage.endingAt(Stages.NOW, Shop.with(demand).story(), KEEPS, play));
    }
}
