package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Why a server lends nothing to a service: the facts first, the sentence made of them. */
public sealed interface Refusal {

    /** One sentence for an operator, with numbers and units where there are any. */
    String sentence();

    /** A refusal that no amount of anything lifts; {@link ObstacleRemedies} says what must become true instead. */
    sealed interface Obstacle extends Refusal {}

    /** A refusal that a change of one value may lift; {@link RemedySearch} tries it. */
    sealed interface Limit extends Refusal {}

    /** There is no current reading of it. */
    record NotMeasured(String reason) implements Obstacle {
        @Override
        public String sentence() {
            return "It is not measured now: " + reason;
        }
    }

    /** The directors see it dead. */
    record Failed() implements Obstacle {
        @Override
        public String sentence() {
            return "It has failed.";
        }
    }

    /** An operator has taken it out for maintenance. */
    record InMaintenance() implements Obstacle {
        @Override
        public String sentence() {
            return "It is in maintenance.";
        }
    }

    /** The operator does not let it lend. */
    record LendsNothing() implements Limit {
        @Override
        public String sentence() {
            return "The cluster file says that it does not lend.";
        }
    }

    /**
     * It is known that no command can change it.
     *
     * @param why one sentence
     */
    record CannotBeChanged(String why) implements Obstacle {
        @Override
        public String sentence() {
            return why;
        }
    }

    /** No container is defined on it that could serve. */
    record NoStandBy(ServiceId service) implements Limit {
        @Override
        public String sentence() {
            return "It has no stand-by container for " + service + ".";
        }
    }

    /**
     * Its stand-by containers cannot be started now.
     *
     * @param why one sentence
     */
    record StandByNotReady(String why) implements Obstacle {
        @Override
        public String sentence() {
            return why;
        }
    }

    /** The service is served there already. */
    record ServesAlready(ServiceId service) implements Obstacle {
        @Override
        public String sentence() {
            return "It serves %s already: another container would share the same processors.".formatted(service);
        }
    }

    /** The service is at home there, but its destination is quiesced. */
    record QuiescedThere(ServiceId service) implements Obstacle {
        @Override
        public String sentence() {
            return "Its own destination of %s is quiesced (weight 0).".formatted(service);
        }
    }

    /** A service at home there is short itself. */
    record NeededAtHome(ServiceId owner, Utilization utilization) implements Obstacle {
        @Override
        public String sentence() {
            return "Its own service %s needs it: %s of what is open to it is in use.".formatted(owner, utilization);
        }
    }

    /** A service at home there has just taken a loan: whether it is enough is not seen yet. */
    record BorrowedAtHome(ServiceId owner) implements Obstacle {
        @Override
        public String sentence() {
            return "Its own service %s has just taken a loan.".formatted(owner);
        }
    }

    /** It took a loan back a short time ago. */
    record RecalledLately(long seconds) implements Obstacle {
        @Override
        public String sentence() {
            return "It took a loan back %d s ago.".formatted(seconds);
        }
    }

    /** Its loan to the same service ended a short time ago, and others can end the overload. */
    record ReturnedLately(long seconds) implements Obstacle {
        @Override
        public String sentence() {
            return "Its container was stopped %d s ago, and others can end the overload without it.".formatted(seconds);
        }
    }

    /** Its container did not serve when it was started or got clients. */
    record FailedLately(ContainerId container, int times, long seconds, long pause) implements Obstacle {
        @Override
        public String sentence() {
            return "%s did not serve when it was lent %d s ago%s; it is tried again in %d s."
                    .formatted(container, seconds, times == 1 ? "" : ", and %d times in all".formatted(times), pause);
        }
    }

    /** Room was made on it for another service that has not taken it yet. */
    record KeptForAnother(ServiceId heir, long seconds) implements Obstacle {
        @Override
        public String sentence() {
            return "Room was made on it for %s %d s ago, and %s has not taken it yet.".formatted(heir, seconds, heir);
        }
    }

    /** Its loan to the same service made room for another a short time ago. */
    record MadeRoomLately(long seconds) implements Obstacle {
        @Override
        public String sentence() {
            return "Its container made room for another service %d s ago.".formatted(seconds);
        }
    }

    /** A loan has just begun there, and what it takes is not seen yet. */
    record LoanSettling(ServiceId borrower) implements Obstacle {
        @Override
        public String sentence() {
            return "A loan to %s has just begun there, and its load is not measured yet.".formatted(borrower);
        }
    }

    /** The limit of loans is reached. */
    record TooManyLoans(int loans, int limit) implements Limit {
        @Override
        public String sentence() {
            return "%d stand-by containers run there, and %d is the limit.".formatted(loans, limit);
        }
    }

    /** No processor time is left to lend. */
    record NoCpu(double lendable, Utilization utilization) implements Limit {
        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "Its processors are %s in use: %.2f cores are left above the reserve and what its own services"
                            + " need.",
                    utilization,
                    lendable);
        }
    }

    /** What it could lend goes to services that were asked for at the same time. */
    record LentToOthers(Set<ServiceId> borrowers) implements Limit {
        public LentToOthers {
            borrowers = Collections.unmodifiableSet(new TreeSet<>(borrowers));
        }

        @Override
        public String sentence() {
            return "What it can lend goes to %s."
                    .formatted(borrowers.stream().map(ServiceId::name).collect(Collectors.joining(" and ")));
        }
    }

    /** Not enough memory is left above the reserve. */
    record NoMemory(long lendable, long footprint) implements Limit {
        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "A container takes %.0f MiB of memory, and %.0f MiB are left above the reserve.",
                    footprint / MEBIBYTE,
                    lendable / MEBIBYTE);
        }

        private static final double MEBIBYTE = 1024 * 1024;
    }

    /** Even the least weight would send it more than it may take. */
    record ShareTooLarge(ServerId server, Utilization after, Utilization limit) implements Obstacle {
        @Override
        public String sentence() {
            return "With the least weight there is it would be %s in use, and %s is the limit.".formatted(after, limit)
                    + " Larger weights for the other destinations would allow a smaller share.";
        }
    }

    /** More available servers cover what is asked. */
    record NotNeeded(double amount) implements Limit {
        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT, "It could carry %.1f connections/s, but the chosen ones are enough.", amount);
        }
    }

    /** The operator named it as one that must not lend to this service, or named others that may. */
    record ForbiddenLender(ServiceId service) implements Limit {
        @Override
        public String sentence() {
            return "The limits of %s do not let it lend to that service.".formatted(service);
        }
    }

    /** A service that must be kept apart is there. */
    record KeptApart(ServiceId service, ServiceId other) implements Obstacle {
        @Override
        public String sentence() {
            return "%s must not share a server with %s, which is there.".formatted(service, other);
        }
    }

    /** As many containers as may be serve already, or will once the chosen ones are started. */
    record MaximumReached(ServiceId service) implements Limit {
        @Override
        public String sentence() {
            return "%s has as many containers as it may have, or as one plan may start.".formatted(service);
        }
    }

    /** As many containers as may be serve on it already. */
    record ServerFull(ServiceId service, int limit) implements Obstacle {
        @Override
        public String sentence() {
            return "It has as many containers of %s as one server may have (%d).".formatted(service, limit);
        }
    }

    /** As many containers as may be serve in its zone already, or will once the chosen ones are started. */
    record ZoneFull(ServiceId service, ZoneId zone, int limit) implements Limit {
        @Override
        public String sentence() {
            return "Its zone %s has as many containers of %s as one zone may have (%d)."
                    .formatted(zone, service, limit);
        }
    }

    /** Its network is used up. */
    record NoNetwork(double lendable, double networkCost) implements Limit {
        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "Its network has %.2f MB/s left above the reserve, and one connection takes %.2f kB.",
                    lendable / 1e6,
                    networkCost / 1e3);
        }
    }

    /** It could add something, but less than is worth a start. */
    record TooLittle(double amount, double least) implements Limit {
        @Override
        public String sentence() {
            return String.format(
                    Locale.ROOT,
                    "It could carry %.1f connections/s, and less than %.1f is not worth a start.",
                    amount,
                    least);
        }
    }
}
