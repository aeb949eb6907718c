package dev.headroom.backend.agent;

import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request to an agent for one frame.
 *
 * @param probes the destinations that a director shall try to reach; empty for a real server
 * @param fresh whether nothing in the answer may be older than the question, as after a command of ours
 */
record Question(Set<ProbeTarget> probes, boolean fresh) {
    Question {
        probes = Set.copyOf(probes);
    }

    /** This question, with {@code fresh} set. */
    Question anew() {
        return new Question(probes, true);
    }

    /** The line that asks the agent's script. */
    String line() {
        return Stream.concat(
                        fresh ? Stream.of("frame", "fresh") : Stream.of("frame"),
                        new TreeSet<>(probes).stream().map(ProbeTarget::toString))
                .collect(Collectors.joining(" ", "", "\n"));
    }
}
