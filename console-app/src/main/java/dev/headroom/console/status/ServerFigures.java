package dev.headroom.console.status;

import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.sharing.ServerAssessment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One real server in the figures that every view shows, so that views never differ. See decision 0002.
 *
 * @param cpu and the other loads: only of a current reading
 * @param spare cores that it could lend, as the core has judged; empty where it lends none
 * @param keeps why it does not lend; empty where it lends
 * @param weights of each service on it, as the directors have them; empty where no director is read or its containers
 * are unknown
 * @param active established connections, as the directors count them
 */
public record ServerFigures(
        ServerStanding standing,
        Optional<Utilization> cpu,
        Optional<Utilization> memory,
        OptionalDouble spare,
        Optional<String> keeps,
        Optional<String> weights,
        OptionalLong active,
        boolean activeCounted) {
    private static final int NAME_LENGTH = 14;

    public static ServerFigures of(StateIndex index, RealServer server, Instant now) {
        Optional<ServerAssessment> judged = index.server(server.id());
        Optional<ServerLoad> load = server.load().fresh();
        boolean placed = server.containers().lastKnown().isPresent() && index.isAnyTableRead();
        List<Destination> entries = server.knownContainers().stream()
                .flatMap(container -> index.destinations(container).stream())
                .toList();
        boolean counted =
                placed && entries.stream().allMatch(entry -> entry.counts().known());
        return new ServerFigures(
                ServerStanding.of(index, server, now),
                load.map(ServerLoad::cpu),
                load.map(ServerLoad::memory),
                judged.filter(each -> each.lendsNothing().isEmpty())
                        .map(each -> OptionalDouble.of(each.lendable().cpu()))
                        .orElseGet(OptionalDouble::empty),
                judged.flatMap(ServerAssessment::lendsNothing),
                placed ? Optional.of(weights(index, server)) : Optional.empty(),
                counted
                        ? OptionalLong.of(entries.stream()
                                .mapToLong(entry -> entry.counts().active())
                                .sum())
                        : OptionalLong.empty(),
                index.state().snapshot().countsEveryDirector());
    }

    /**
     * {@code shop 100 · api 50}; where directors differ {@code shop 90/100}. Never a sum, since weights of two
     * services cannot be compared.
     */
    private static String weights(StateIndex index, RealServer server) {
        Map<String, List<String>> byService = new TreeMap<>(NaturalOrder.NAMES);
        for (Container container : server.knownContainers()) {
            TreeSet<Integer> values = index.destinations(container).stream()
                    .map(entry -> entry.spec().weight().value())
                    .collect(Collectors.toCollection(TreeSet::new));
            if (!values.isEmpty()) {
                container
                        .role()
                        .serving()
                        .ifPresent(service -> byService.merge(
                                service.name(),
                                List.of(values.stream().map(String::valueOf).collect(Collectors.joining("/"))),
                                ServerFigures::both));
            }
        }
        String text = byService.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.join(", ", entry.getValue()))
                .collect(Collectors.joining(" · "));
        return text.isEmpty() ? "none" : text;
    }

    private static List<String> both(List<String> left, List<String> right) {
        return java.util.stream.Stream.concat(left.stream(), right.stream()).toList();
    }

    public String cpuText() {
        return cpu.map(Utilization::toString).orElse(NumberText.UNKNOWN);
    }

    public String memoryText() {
        return memory.map(Utilization::toString).orElse(NumberText.UNKNOWN);
    }

    public String weightText() {
        return weights.orElse(NumberText.UNKNOWN);
    }

    /** The weights for a narrow column: long names keep their beginning and their end. */
    public String shortWeights() {
        return weights.map(text -> NumberText.shortened(text, NAME_LENGTH)).orElse(NumberText.UNKNOWN);
    }

    public String activeText() {
        return active.isPresent()
                ? NumberText.atLeast(NumberText.whole(active.getAsLong()), !activeCounted)
                : NumberText.UNKNOWN;
    }
}
