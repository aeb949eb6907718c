package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import java.util.List;
import java.util.Optional;

/**
 * Ordered steps, with all that an operator needs to judge them.
 *
 * @param service whose need it answers
 * @param basisRevision the snapshot it was computed from
 * @param amount connections a second that it moves, 0 where that is not the point
 * @param steps at least one, in the order they must run
 * @param forecast utilization before and after, services first
 * @param reasons measured facts, most important first, one sentence each
 * @param whyNot for each server that was not chosen, why
 */
public record Plan(
        PlanKind kind,
        ServiceId service,
        long basisRevision,
        double amount,
        List<Step> steps,
        List<Forecast> forecast,
        List<String> reasons,
        List<WhyNot> whyNot) {

    public Plan {
        steps = List.copyOf(steps);
        forecast = List.copyOf(forecast);
        reasons = List.copyOf(reasons);
        whyNot = List.copyOf(whyNot);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A plan must have at least one step.");
        }
    }

    /**
     * Expected utilization of one service or server.
     *
     * @param subject {@code service NAME} or {@code server NAME}
     */
    public record Forecast(String subject, Utilization before, Utilization after) {
        private static final String SERVER = "server ";

        public static Forecast of(ServiceId service, Utilization before, Utilization after) {
            return new Forecast("service " + service, before, after);
        }

        public static Forecast of(ServerId server, Utilization before, Utilization after) {
            return new Forecast(SERVER + server, before, after);
        }

        /** Empty if it is about a service. */
        public Optional<ServerId> server() {
            return subject.startsWith(SERVER)
                    ? Optional.of(new ServerId(subject.substring(SERVER.length())))
                    : Optional.empty();
        }
    }

    /**
     * Why a server was not chosen.
     *
     * @param remedy the smallest change that would have chosen it, one sentence; empty where nobody looked for one
     */
    public record WhyNot(String subject, String reason, String remedy) {

        /** Without a remedy. */
        public WhyNot(String subject, String reason) {
            this(subject, reason, "");
        }

        /** The reason, then the remedy. */
        public String text() {
            return remedy.isEmpty() ? reason : reason + " " + remedy;
        }
    }

    /** This plan without what undoes itself; empty if nothing is left of it. */
    public Optional<Plan> compacted() {
        List<Step> fewer = Compaction.of(steps);
        return fewer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Plan(kind, service, basisRevision, amount, fewer, forecast, reasons, whyNot));
    }

    public List<Action> actions() {
        return steps.stream().map(Step::action).toList();
    }
}
