package dev.headroom.ma2scf.policy;

import java.time.Duration;
import java.util.Locale;

/** A policy refuses a value. {@link #field} names the field, so that the reader of a cluster file can show where it stands. */
public final class PolicyMistake extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    /** @param sentence what is wrong, with the field and its value */
    PolicyMistake(String field, String sentence) {
        super(sentence);
        this.field = field;
    }

    /** The field whose value is refused, as the cluster file names it. */
    public String field() {
        return field;
    }

    /** @throws PolicyMistake if {@code value} is no part of a whole that leaves something: 0 to below 1 */
    static void refuseUnlessPart(String field, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new PolicyMistake(
                    field,
                    String.format(
                            Locale.ROOT, "%s (%.0f %%) must be at least 0 %% and below 100 %%.", field, value * 100));
        }
    }

    /** @throws PolicyMistake if {@code value} is no time */
    static void refuseUnlessPositive(String field, Duration value) {
        if (!value.isPositive()) {
            throw new PolicyMistake(field, "%s (%d s) must be longer than 0.".formatted(field, value.toSeconds()));
        }
    }
}
