package dev.headroom.backend.doctor;

import java.util.Comparator;
import java.util.Optional;

/**
 * One outcome of a check.
 *
 * @param what what is wrong and where, or what is in order; sentences
 * @param remedy what to do: a command, or a sentence; empty where {@code what} says it, and where nothing is to be done
 */
public record Finding(Severity severity, Check check, String what, Optional<String> remedy)
        implements Comparable<Finding> {
    private static final Comparator<Finding> WORST_FIRST = Comparator.comparing(Finding::severity)
            .thenComparing(Finding::check)
            .thenComparing(Finding::what);

    static Finding of(Severity severity, Check check, String what) {
        return new Finding(severity, check, what, Optional.empty());
    }

    static Finding of(Severity severity, Check check, String what, String remedy) {
        return new Finding(severity, check, what, Optional.of(remedy));
    }

    /** The worst first. */
    @Override
    public int compareTo(Finding other) {
        return WORST_FIRST.compare(this, other);
    }
}
