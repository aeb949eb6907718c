package dev.headroom.console.cli;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.json.PlanFields;
import dev.headroom.backend.link.OfferWords;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
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
        String amount = OfferWords.amount(plan).map(moved -> ", " + moved).orElse("");
        return "%s for %s: %s%s".formatted(verb(plan.kind()), plan.service(), OfferWords.scope(plan), amount);
    }

    /** The verb of a plan, as in "borrow for shop". */
    public static String verb(PlanKind kind) {
        return switch (kind) {
            case BORROW -> "borrow";
            case FAILOVER -> "replace what failed";
            case GIVE_BACK -> "give back";
            case RECALL -> "recall";
            case EVACUATE -> "evacuate";
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
            out.println("  step %-3d %s".formatted(number++, OfferWords.step(step.action())));
            for (ExactCommand command : preview.apply(step.action())) {
                out.println("             " + command.host().name() + "$ " + command.text());
            }
        }
        plan.forecast().forEach(f -> out.println("  forecast " + f.subject() + ": " + OfferWords.change(f)));
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
                map.putAll(PlanFields.of(plan, preview));
            }
        }
        return map;
    }
}
