package dev.headroom.backend.link;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The virtual services of a state, as lines and as fields: how each is, and why one that needs something has no proposal. What is not
 * known is said to be unknown, in fields {@code null}; never 0. Pure.
 *
 * @param demand connections a second; what is asked at least, where {@code counted} is false
 * @param capacity connections a second
 * @param reasons why it has no proposal although it needs something; empty where it needs nothing or has one
 * @param mode how much may be done for it, the mode of the cluster considered
 */
record ServiceReport(
        ServiceId service,
        ServiceCondition condition,
        Optional<Double> demand,
        boolean counted,
        Optional<Double> capacity,
        Optional<Utilization> utilization,
        Optional<String> unmet,
        List<String> reasons,
        Mode mode) {
    private static final String UNKNOWN = "unknown";

    static List<ServiceReport> of(ControlState state) {
        Map<ServiceId, ServiceAssessment> judged = state.assessments().stream()
                .collect(Collectors.toMap(ServiceAssessment::service, Function.identity(), (first, _) -> first));
        Map<ServiceId, UnmetNeed> unmet = UnmetNeed.in(state, StateText::rest).stream()
                .collect(Collectors.toMap(need -> need.service().id(), Function.identity(), (first, _) -> first));
        return state.snapshot().services().stream()
                .map(service -> of(
                        state,
                        service,
                        Optional.ofNullable(judged.get(service.id())),
                        Optional.ofNullable(unmet.get(service.id()))))
                .toList();
    }

    private static ServiceReport of(
            ControlState state, VirtualService service, Optional<ServiceAssessment> judged, Optional<UnmetNeed> unmet) {
        return new ServiceReport(
                service.id(),
                judged.map(ServiceAssessment::condition).orElse(ServiceCondition.UNKNOWN),
                judged.flatMap(_ -> service.demand().fresh()).map(d -> d.connectionsPerSecond()),
                judged.filter(ServiceAssessment::counted).isPresent(),
                judged.flatMap(ServiceReport::capacity),
                judged.filter(ServiceAssessment::measured).map(ServiceAssessment::utilization),
                unmet.map(UnmetNeed::title),
                unmet.map(UnmetNeed::reasons).orElse(List.of()),
                state.mode(service.id()));
    }

    /** The 0 of an assessment says that the capacity is unknown, except where nothing serves. */
    private static Optional<Double> capacity(ServiceAssessment judged) {
        return judged.capacity() > 0 || judged.condition() == ServiceCondition.DOWN
                ? Optional.of(judged.capacity())
                : Optional.empty();
    }

    Stream<String> lines() {
        String line = "Service: %s %s, demand %s, capacity %s, utilization %s."
                .formatted(
                        service,
                        StateText.word(condition),
                        demand.map(asked -> (counted ? "" : "at least ") + rate(asked))
                                .orElse(UNKNOWN),
                        capacity.map(ServiceReport::rate).orElse(UNKNOWN),
                        utilization.map(Utilization::toString).orElse(UNKNOWN));
        return Stream.of(
                        Stream.of(line),
                        unmet.stream().map(title -> "  " + title),
                        reasons.stream().map(reason -> "  why    " + reason))
                .flatMap(lines -> lines);
    }

    static void add(ObjectNode root, ControlState state) {
        ArrayNode services = root.putArray("services");
        of(state).forEach(each -> each.add(services.addObject()));
    }

    private void add(ObjectNode node) {
        node.put("service", service.name());
        node.put("condition", StateText.word(condition));
        node.put("mode", StateText.word(mode));
        node.set("demand", number(node, demand));
        node.put("counted", counted);
        node.set("capacity", number(node, capacity));
        node.set("utilization", number(node, utilization.map(Utilization::fraction)));
        node.put("sentence", unmet.orElse(""));
        ArrayNode why = node.putArray("reasons");
        reasons.forEach(why::add);
    }

    private static JsonNode number(ObjectNode node, Optional<Double> value) {
        return value.<JsonNode>map(node::numberNode).orElseGet(node::nullNode);
    }

    private static String rate(double connectionsPerSecond) {
        return String.format(Locale.ROOT, "%,d conn/s", Math.round(connectionsPerSecond));
    }
}
