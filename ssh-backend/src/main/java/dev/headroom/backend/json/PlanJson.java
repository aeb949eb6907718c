package dev.headroom.backend.json;

import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes and reads plans as JSON, spelled as in snapshots; {@code "is"} names the kind of an action. Stateless; safe
 * for several threads at once.
 */
public final class PlanJson {
    private static final JsonMapper JSON = SnapshotJson.mapper()
            .rebuild()
            .addMixIn(Action.class, Alternatives.Actions.class)
            .build();

    private PlanJson() {}

    /** The plan as one line, without its line break. */
    public static String write(Plan plan) {
        return JSON.writeValueAsString(plan);
    }

    /**
     * A hash of all that the plan says, by which an operator names the plan that was seen: 12 hexadecimal digits. Another
     * plan, also under the same number, has another one.
     */
    public static String basis(Plan plan) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(write(plan).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The plan; empty if the text is no plan that this version knows. */
    public static Optional<Plan> read(String plan) {
        try {
            return Optional.ofNullable(JSON.readValue(plan, Plan.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
