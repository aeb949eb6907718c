package dev.headroom.console.cli;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Prints verdicts and plans for a terminal and, as plain maps, for JSON. Stateless; safe for several threads at once.
 */
public final class PlanText {
    private final Function<Action, List<ExactCommand>> preview;

    PlanText(Function<Action, List<ExactCommand>> preview) {
        this.preview = preview;
    }

    static String headline(Plan plan) {
        String amount = plan.amount() > 0 ? String.format(Locale.ROOT, ", %.1f connections/s", plan.amount()) : "";
        int steps = plan.steps().size();
        return "%s for %s: %d %s%s"
                .formatted(verb(plan.kind()), plan.service(), steps, steps == 1 ? "step" : "steps", amount);
    }

    /** The verb of a plan, as in "borrow for shop". */
    public static String verb(PlanKind kind) {
        return switch (kind) {
            case BORROW -> "borrow";
            case FAILOVER -> "replace what failed";
            case GIVE_BACK -> "give back";
            case RECALL -> "recall";
            case MAKE_ROOM -> "make room";
            case BALANCE -> "balance";
            case RESTORE -> "restore";
            case UNDO -> "undo";
        };
    }

    void print(Verdict verdict, PrintWriter out) {
        switch (verdict) {
            case Verdict.NoChange(var service, List<String> reasons) ->
                out.println(service + ": nothing to do. " + String.join(" ", reasons));
            case Verdict.Undecided(var service, List<String> reasons) ->
                out.println(service + ": undecided. " + String.join(" ", reasons));
            case Verdict.Proposed(Plan plan) -> print(plan, out);
        }
    }

    private void print(Plan plan, PrintWriter out) {
        out.println(plan.service() + ": " + headline(plan));
        plan.reasons().forEach(reason -> out.println("  why      " + reason));
        int number = 1;
        for (Step step : plan.steps()) {
            out.println("  step %-3d %s".formatted(number++, step.action().describe()));
            for (ExactCommand command : preview.apply(step.action())) {
                out.println("             " + command.host().name() + "$ " + command.text());
            }
        }
        plan.forecast().forEach(f -> out.println("  forecast " + f.subject() + ": " + f.before() + " → " + f.after()));
        plan.whyNot().forEach(w -> out.println("  why not  " + w.subject() + ": " + w.text()));
    }

    Map<String, Object> toMap(Verdict verdict) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("service", verdict.service().name());
        switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> {
                map.put("verdict", "no-change");
                map.put("reasons", reasons);
            }
            case Verdict.Undecided(var _, List<String> reasons) -> {
                map.put("verdict", "undecided");
                map.put("reasons", reasons);
            }
            case Verdict.Proposed(Plan plan) -> {
                map.put("verdict", "proposed");
                map.put("reasons", plan.reasons());
                map.put("kind", plan.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
                map.put("basisRevision", plan.basisRevision());
                map.put("connectionsPerSecond", plan.amount());
                map.put("steps", plan.steps().stream().map(this::toMap).toList());
                map.put(
                        "forecast",
                        plan.forecast().stream()
                                .map(f -> Map.of(
                                        "subject", f.subject().toString(),
                                        "before", f.before().fraction(),
                                        "after", f.after().fraction()))
                                .toList());
                map.put(
                        "whyNot",
                        plan.whyNot().stream()
                                .map(w -> Map.of("subject", w.subject(), "reason", w.reason(), "remedy", w.remedy()))
                                .toList());
            }
        }
        return map;
    }

    private Map<String, Object> toMap(Step step) {
        return Map.of(
                "host", step.action().host().name(),
                "action", step.action().describe(),
                "reason", step.reason(),
                "commands",
                        preview.apply(step.action()).stream()
                                .map(ExactCommand::text)
                                .toList());
    }
}
