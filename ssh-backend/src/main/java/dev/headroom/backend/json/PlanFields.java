package dev.headroom.backend.json;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Wait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** A plan as fields for programs that read the output of a command. Pure. */
public final class PlanFields {
    private PlanFields() {}

    /**
     * The fields, in the order in which they are printed.
     *
     * @param commands spells the commands of an action
     */
    public static Map<String, Object> of(Plan plan, Function<Action, List<ExactCommand>> commands) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reasons", plan.reasons());
        fields.put("kind", plan.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put("basisRevision", plan.basisRevision());
        fields.put("connectionsPerSecond", plan.amount());
        fields.put(
                "steps",
                plan.steps().stream()
                        .map(step -> step(step, commands.apply(step.action())))
                        .toList());
        fields.put(
                "forecast", plan.forecast().stream().map(PlanFields::forecast).toList());
        fields.put("whyNot", plan.whyNot().stream().map(PlanFields::whyNot).toList());
        return fields;
    }

    private static Map<String, Object> step(Step step, List<ExactCommand> commands) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("host", step.action().host().name());
        fields.put("action", step.action().describe());
        fields.put("reason", step.reason());
        fields.put("commands", commands.stream().map(ExactCommand::text).toList());
        if (step.action() instanceof Wait wait) {
            fields.put("atMostSeconds", wait.deadline().toSeconds());
        }
        return fields;
    }

    private static Map<String, Object> forecast(Plan.Forecast forecast) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", forecast.subject().toString());
        fields.put("before", forecast.before().fraction());
        fields.put("after", forecast.after().fraction());
        return fields;
    }

    private static Map<String, Object> whyNot(Plan.WhyNot refused) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("subject", refused.subject());
        fields.put("reason", refused.reason());
        fields.put("remedy", refused.remedy());
        return fields;
    }
}
