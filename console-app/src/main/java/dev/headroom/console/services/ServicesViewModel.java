package dev.headroom.console.services;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.remote.Printable;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.Rests;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.Standings;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the virtual services, the most urgent first. */
public final class ServicesViewModel implements Projection {
    /** The number of reasons that a row shows. */
    private static final int REASONS = 5;

    private final ObservableList<ServicesRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state), ServicesRow::id);
    }

    ObservableList<ServicesRow> rows() {
        return rows;
    }

    static List<ServicesRow> rows(ControlState state) {
        StateIndex index = StateIndex.of(state);
        return state.snapshot().services().stream()
                .sorted(Comparator.comparingInt(VirtualService::priority)
                        .thenComparing(service -> service.id().name(), NaturalOrder.NAMES))
                .map(service -> row(index, service))
                .toList();
    }

    private static ServicesRow row(StateIndex index, VirtualService service) {
        return new ServicesRow(
                service.id(),
                service.priority(),
                service.address().toString(),
                ServiceFigures.of(index, service),
                service.minimum(),
                index.verdict(service.id())
                                .map(verdict -> words(index.state(), verdict))
                                .orElse("")
                        + remarks(index, service));
    }

    /** The destinations of a service that Headroom does not change, because another owner set or started them. */
    private static String remarks(StateIndex index, VirtualService service) {
        return index.service(service.id()).stream()
                .flatMap(assessment -> assessment.remarks().stream())
                .map(remark -> " " + Printable.of(remark.sentence()))
                .collect(Collectors.joining());
    }

    private static String words(ControlState state, Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> join("", reasons, 1);
            case Verdict.Proposed(var plan) ->
                state.rest(plan)
                        .map(Rests::sentence)
                        .orElseGet(() -> join(Standings.verb(plan.kind()) + " is proposed. ", plan.reasons(), 1));
            case Verdict.Undecided(var _, List<String> reasons) -> join("Undecided. ", reasons, REASONS);
        };
    }

    private static String join(String start, List<String> reasons, int atMost) {
        String more =
                reasons.size() > atMost && atMost > 1 ? " And %d more reasons.".formatted(reasons.size() - atMost) : "";
        return start + reasons.stream().limit(atMost).collect(Collectors.joining(" ")) + more;
    }
}
