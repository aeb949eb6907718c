package dev.headroom.ma2scf.sharing.facts;

import java.util.List;

/**
 * What is known of whether a destination serves.
 *
 * @param evidence what it rests on, one sentence each, most important first
 */
public record Diagnosis(State state, List<String> evidence) {
    /** How it serves, as far as that can be known. */
    public enum State {
        /** Something answers there, or its container runs and listens. */
        SERVES,
        /** Nothing shows that it serves, and nothing that could have shown it has failed to. */
        UNKNOWN,
        /** Whatever could have answered did not, and nothing else shows that it serves. */
        SILENT,
        /** Its host answered that nothing listens there, or its runtime says that it is stopped: clients are refused already. */
        REFUSES
    }

    public Diagnosis {
        evidence = List.copyOf(evidence);
    }

    /** Whether it has failed. What is unknown never has. */
    public boolean hasFailed() {
        return switch (state) {
            case SERVES, UNKNOWN -> false;
            case SILENT, REFUSES -> true;
        };
    }

    /** Whether no client can be served there, so that no client loses anything when none is sent there any more. */
    public boolean isProven() {
        return state == State.REFUSES;
    }
}
