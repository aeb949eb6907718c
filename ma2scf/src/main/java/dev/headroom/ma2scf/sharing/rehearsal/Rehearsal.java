package dev.headroom.ma2scf.sharing.rehearsal;

import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.sharing.facts.Wording;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What would be if one failure domain died now.
 *
 * @param losses one for each service that would lose something there, in order of service
 * @param together cores that all of them would need of lenders, less all that lenders could give; above 0 proves a shortage that
 *     no service shows alone
 */
public record Rehearsal(Domain domain, List<Loss> losses, double together) {
    /** Less than this, in cores, is noise. */
    private static final double LEAST_SHORTAGE = 1e-6;

    public Rehearsal {
        losses = List.copyOf(losses);
    }

    /** What dies together. */
    public sealed interface Domain {
        record Server(ServerId id) implements Domain {
            @Override
            public String toString() {
                return "server " + id;
            }
        }

        record Zone(ZoneId id) implements Domain {
            @Override
            public String toString() {
                return "zone " + id.name();
            }
        }
    }

    /** Whether what is lost could be placed elsewhere. */
    public enum Answer {
        /** All of it: a plan was found. */
        SURVIVABLE,
        /** No plan at all can place it: the bound is below what is needed. */
        SHORTAGE,
        /** No plan was found, but none is proven to be impossible. */
        NOT_PROVEN,
        /** Readings are missing. */
        NOT_KNOWN
    }

    /**
     * One service in a rehearsal; amounts in connections a second.
     *
     * @param lost capacity that would be gone
     * @param needed what would be missing for its demand at the target utilization
     * @param found what a loan would carry of that
     * @param bound no plan can carry more
     * @param containers that would be missing for its minimum although every loan that can be found was taken
     * @param reason why it is not known, or why nothing can be placed; empty where the numbers say it
     */
    public record Loss(
            ServiceId service,
            double lost,
            double needed,
            double found,
            double bound,
            int containers,
            Answer answer,
            Optional<String> reason) {

        /** What is proven to be missing, connections a second; 0 where nothing is proven. */
        public double shortage() {
            return answer == Answer.SHORTAGE ? Math.max(0, needed - bound) : 0;
        }

        /** One sentence. */
        public String sentence() {
            String because = reason.map(why -> " " + why).orElse("");
            return switch (answer) {
                case SURVIVABLE ->
                    needed > 0 || found > 0
                            ? "%s would borrow %s elsewhere.".formatted(service, Wording.rate(Math.max(found, needed)))
                            : "%s could do without.".formatted(service);
                case SHORTAGE -> "%s would be short of %s, whatever is done.%s".formatted(service, missing(), because);
                case NOT_PROVEN ->
                    String.format(
                            Locale.ROOT,
                            "%s would need %s; %.1f are found, at most %.1f could be: a shortage is not proven.",
                            service,
                            Wording.rate(needed),
                            found,
                            bound);
                case NOT_KNOWN -> "it is unknown for %s.%s".formatted(service, because);
            };
        }

        private String missing() {
            return shortage() > 0
                    ? Wording.rate(shortage()) + " to keep its target utilization"
                    : Wording.containers(containers);
        }
    }

    /** The worst of its services, where a proven shortage is worse than what is not known. */
    public Answer answer() {
        if (together > LEAST_SHORTAGE || has(Answer.SHORTAGE)) {
            return Answer.SHORTAGE;
        }
        if (has(Answer.NOT_KNOWN)) {
            return Answer.NOT_KNOWN;
        }
        return has(Answer.NOT_PROVEN) ? Answer.NOT_PROVEN : Answer.SURVIVABLE;
    }

    private boolean has(Answer answer) {
        return losses.stream().anyMatch(loss -> loss.answer() == answer);
    }
}
