package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.ServiceModes;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much a master may do, as sentences: for the cluster, and for each service for which it is less. Pure. */
final class ModeText {
    private ModeText() {}

    /** As {@code Mode automatic. web is in manual mode at most, as ann ordered at 2026-11-28T03:12:00Z.} */
    static String of(ControlState state) {
        ServiceModes modes = state.continuity().modes();
        Stream<String> configured = modes.configured().entrySet().stream()
                .filter(e -> e.getValue() != Mode.AUTOMATIC
                        && modes.order(e.getKey()).isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(e -> "%s is in %s mode at most, by the cluster file."
                        .formatted(e.getKey(), StateText.word(e.getValue())));
        return Stream.of(
                        Stream.of(
                                "Mode %s%s.".formatted(StateText.word(state.mode()), state.halted() ? ", halted" : "")),
                        orders(state),
                        configured)
                .flatMap(lines -> lines)
                .collect(Collectors.joining(" "));
    }

    /** What operators ordered for single services, one sentence each. */
    static Stream<String> orders(ControlState state) {
        return state.continuity().modes().ordered().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<ServiceId, ServiceModes.Order> e) -> e.getKey()))
                .map(e -> "%s is in %s mode at most, as %s ordered at %s."
                        .formatted(
                                e.getKey(),
                                StateText.word(e.getValue().most()),
                                e.getValue().by(),
                                e.getValue().at().truncatedTo(ChronoUnit.SECONDS)));
    }
}
