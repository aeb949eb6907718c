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
        reasons = reasons.stream().distinct().toList();
        whyNot = List.copyOf(whyNot);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A plan must have at least one step.");
        }
    }

    /** The same steps with another forecast and other reasons. */
    public Plan with(List<Forecast> nextForecast, List<String> nextReasons) {
        return new Plan(kind, service, basisRevision, amount, steps, nextForecast, nextReasons, whyNot);
    }

    /** Expected utilization of one service or server. */
    public record Forecast(Subject subject, Utilization before, Utilization after) {

        public static Forecast of(ServiceId service, Utilization before, Utilization after) {
            return new Forecast(new Subject.Service(service), before, after);
        }

        public static Forecast of(ServerId server, Utilization before, Utilization after) {
            return new Forecast(new Subject.Server(server), before, after);
        }

        /** Empty if it is about a service. */
        public Optional<ServerId> server() {
            return subject instanceof Subject.Server(ServerId id) ? Optional.of(id) : Optional.empty();
        }

        /** What a forecast is about; written {@code service NAME} or {@code server NAME}. */
        public sealed interface Subject {

            /** A service. */
            record Service(ServiceId id) implements Subject {
                @Override
                public String toString() {
                    return "service " + id;
                }
            }

            /** A server. */
            record Server(ServerId id) implements Subject {
                @Override
                public String toString() {
                    return "server " + id;
                }
            }

            /**
             * Reads what {@code toString} wrote.
             *
             * @throws IllegalArgumentException if {@code text} is neither
             */
            static Subject parse(String text) {
                String[] words = text.split(" ", 2);
                return switch (words[0]) {
                    case "service" -> new Service(new ServiceId(words[words.length - 1]));
                    case "server" -> new Server(new ServerId(words[words.length - 1]));
                    default ->
                        throw new IllegalArgumentException(
                                "'%s' must be 'service NAME' or 'server NAME'.".formatted(text));
                };
            }
        }
    }

    /**
     * Why a server was not chosen.
     *
     * @param remedy the smallest change that would have chosen it, one sentence; empty where none was looked for
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
