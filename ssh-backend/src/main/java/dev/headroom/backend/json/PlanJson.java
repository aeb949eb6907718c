package dev.headroom.backend.json;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Plans as JSON, spelled as snapshots are; an action says which it is by {@code "is"}. Stateless; safe to share. */
public final class PlanJson {
    private static final JsonMapper JSON = SnapshotJson.mapper()
            .rebuild()
            .addMixIn(Action.class, Alternatives.Actions.class)
            .build();

    private PlanJson() {}

    /** One line, without line breaks. */
    public static String write(Plan plan) {
        return JSON.writeValueAsString(plan);
    }

    /** Empty if it is no plan that this version knows. */
    public static Optional<Plan> read(String plan) {
        try {
            return Optional.ofNullable(JSON.readValue(plan, Plan.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
