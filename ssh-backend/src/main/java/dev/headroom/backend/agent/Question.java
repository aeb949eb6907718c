package dev.headroom.backend.agent;

import dev.headroom.ma2scf.model.ProbeTarget;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an agent is asked for a frame.
 *
 * @param probes what to try to reach; of a director only
 * @param fresh whether nothing in the answer may be older than the question, as after a command of ours
 */
record Question(Set<ProbeTarget> probes, boolean fresh) {
    Question {
        probes = Set.copyOf(probes);
    }

    /** The same, with nothing told again. */
    Question anew() {
        return new Question(probes, true);
    }

    /** In the agent's words. */
    String line() {
        return Stream.concat(
                        fresh ? Stream.of("frame", "fresh") : Stream.of("frame"),
                        new TreeSet<>(probes).stream().map(ProbeTarget::toString))
                .collect(Collectors.joining(" ", "", "\n"));
    }
}
