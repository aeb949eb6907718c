package dev.headroom.console.services;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.Projection;
import dev.headroom.console.fx.Standings;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Condition;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the virtual services, most urgent first. */
public final class ServicesViewModel implements Projection {
    private final ObservableList<ServicesRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state), ServicesRow::id);
    }

    ObservableList<ServicesRow> rows() {
        return rows;
    }

    static List<ServicesRow> rows(ControlState state) {
        return state.snapshot().services().stream()
                .sorted(Comparator.comparingInt(VirtualService::priority))
                .map(service -> row(state, service))
                .toList();
    }

    private static ServicesRow row(ControlState state, VirtualService service) {
        Optional<ServiceAssessment> found = state.assessments().stream()
                .filter(assessment -> assessment.service().equals(service.id()))
                .findFirst();
        Condition condition = found.map(ServiceAssessment::condition).orElse(Condition.UNKNOWN);
        return new ServicesRow(
                service.id(),
                Standings.of(condition),
                service.priority(),
                service.address().toString(),
                condition != Condition.UNKNOWN,
                found.map(ServiceAssessment::demand).orElse(0.0),
                found.map(ServiceAssessment::capacity).orElse(0.0),
                found.map(a -> a.utilization().fraction()).orElse(0.0),
                found.map(ServiceAssessment::serving).orElse(0),
                service.minimum(),
                state.verdicts().stream()
                        .filter(verdict -> verdict.service().equals(service.id()))
                        .findFirst()
                        .map(ServicesViewModel::words)
                        .orElse(""));
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> join("", reasons);
            case Verdict.Proposed(var plan) -> join(Standings.verb(plan.kind()) + " is proposed. ", plan.reasons());
            case Verdict.Undecided(var _, List<String> reasons) -> join("Undecided. ", reasons);
        };
    }

    private static String join(String start, List<String> reasons) {
        return start + reasons.stream().findFirst().orElse("");
    }
}
