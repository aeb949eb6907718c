package dev.headroom.backend.journal;

import dev.headroom.backend.control.ProposalId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What of a journal the next master needs: the lines of the proposals that live and of the last {@link #ENDED} that
 * ended, of the newest rejection of each kind of plan for each service, an operator's halt, and the modes and the
 * maintenance that operators ordered. The rest, however long,
 * changes nothing in what is restored. One thread. See decision 0111.
 */
final class Past {
    /** How many ended proposals are kept; a master shows fewer of them. */
    static final int ENDED = 100;

    /** The kinds of lines about a proposal from which a master learns; a test holds them against {@code Restoration}. */
    private static final Set<String> OF_PROPOSALS = Set.of(
            "proposed",
            "approved",
            "rejected",
            "expired",
            "superseded",
            "step-sent",
            "step-done",
            "step-failed",
            "suspended",
            "continued",
            "interrupted",
            "ended");

    private final TreeMap<Long, Told> proposals = new TreeMap<>();
    private final Map<String, Long> rejections = new HashMap<>();
    /** Since when the master is halted, by an operator who has not resumed it. */
    private Optional<Line> halt = Optional.empty();

    /** The newest order of a mode for each service, and for the cluster under the empty name. */
    private final Map<String, Line> modes = new HashMap<>();

    /** The newest line about the maintenance of each server. One that says that it has ended counts as much. */
    private final Map<String, Line> maintenance = new HashMap<>();

    private long order;

    /** A line and its place among all lines that were taken. */
    private record Line(long order, String text) {}

    /** How far the lines about a proposal have come. */
    private enum Stage {
        OFFERED,
        BEGUN,
        ENDED
    }

    /** The lines of one proposal. */
    private static final class Told {
        private final List<Line> lines = new ArrayList<>();
        private Stage stage = Stage.OFFERED;
        private String plan = "";
    }

    /** Forgets all, before the lines are taken that a file has carried over from the one before. */
    void clear() {
        proposals.clear();
        rejections.clear();
        halt = Optional.empty();
        modes.clear();
        maintenance.clear();
    }

    /** Takes the next line. */
    void take(Gist gist, String line) {
        order++;
        Line next = new Line(order, line);
        if (gist.kind().equals("started")) {
            // The master that starts finds what was open, so this ends it.
            proposals.values().stream()
                    .filter(told -> told.stage == Stage.OFFERED)
                    .forEach(told -> {
                        told.lines.add(next);
                        told.stage = Stage.ENDED;
                    });
            prune();
        } else if (gist.kind().equals("halted")) {
            halt = Optional.of(next);
        } else if (gist.kind().equals("resumed")) {
            halt = Optional.empty();
        } else if (gist.kind().equals("mode")) {
            modes.put(gist.service(), next);
        } else if (gist.kind().equals("maintenance")) {
            maintenance.put(gist.server(), next);
        } else if (OF_PROPOSALS.contains(gist.kind())) {
            number(gist.subject()).ifPresent(number -> take(number, gist, next));
        }
    }

    private void take(long number, Gist gist, Line line) {
        if (!proposals.containsKey(number) && !proposals.isEmpty() && number < proposals.firstKey()) {
            return; // it ended long ago
        }
        Told told = proposals.computeIfAbsent(number, _ -> new Told());
        told.lines.add(line);
        switch (gist.kind()) {
            case "proposed" -> {
                told.plan = gist.plan();
                told.stage = Stage.OFFERED;
            }
            case "approved", "suspended", "continued", "interrupted" -> told.stage = Stage.BEGUN;
            case "rejected" -> {
                rejections.put(told.plan, number);
                end(told, gist);
            }
            case "ended", "expired", "superseded" -> end(told, gist);
            default -> {
                // a step leaves the proposal where it was
            }
        }
    }

    private void end(Told told, Gist gist) {
        if (gist.status()) {
            told.stage = Stage.ENDED;
            prune();
        }
    }

    private void prune() {
        List<Long> ended = proposals.entrySet().stream()
                .filter(e -> e.getValue().stage == Stage.ENDED && !rejections.containsValue(e.getKey()))
                .map(Map.Entry::getKey)
                .toList();
        ended.subList(0, Math.max(0, ended.size() - ENDED)).forEach(proposals::remove);
    }

    /** The lines that matter, in the order in which they were taken. */
    List<String> lines() {
        return Stream.of(
                        proposals.values().stream().flatMap(told -> told.lines.stream()),
                        halt.stream(),
                        modes.values().stream(),
                        maintenance.values().stream())
                .flatMap(lines -> lines)
                .distinct()
                .sorted(Comparator.comparingLong(Line::order))
                .map(Line::text)
                .toList();
    }

    private static Optional<Long> number(String subject) {
        try {
            return subject.startsWith("P")
                    ? Optional.of(ProposalId.parse(subject).number())
                    : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
