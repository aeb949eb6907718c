package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of the journal. Immutable.
 *
 * @param subject the proposal ("P7"), or "master"
 * @param by who caused it: an operator, "automatic" or "master"
 * @param text one sentence; for a step the exact command or what was read back
 * @param detail the entry as data, from which the next master learns what this one did
 * @param basis by what its master judged at that moment; nothing is learnt from it
 */
public record JournalEntry(Instant at, Kind kind, String subject, String by, String text, Detail detail, Basis basis) {

    /** An entry of which it is not told what it rests on. */
    public JournalEntry(Instant at, Kind kind, String subject, String by, String text, Detail detail) {
        this(at, kind, subject, by, text, detail, Basis.UNTOLD);
    }

    /** An entry without data beside its sentence. */
    public JournalEntry(Instant at, Kind kind, String subject, String by, String text) {
        this(at, kind, subject, by, text, new Detail.None());
    }

    /** This entry with what it rests on. */
    public JournalEntry with(Basis next) {
        return new JournalEntry(at, kind, subject, by, text, detail, next);
    }

    /**
     * What an entry rests on. Immutable. See decision 0136.
     *
     * @param revision of the snapshot that its master judged by; 0 before the first
     * @param oldest the age of the oldest reading that counted; empty where none did
     * @param counted of how many hosts a reading counted, of {@code hosts}
     * @param policy the first digits of a hash of the policy; empty where that is not told
     * @param sight what the readings said of what the entry's step changes; empty for an entry about no step
     */
    public record Basis(
            long revision, Optional<Duration> oldest, int counted, int hosts, String policy, Optional<Sight> sight) {
        /** Of an entry of an older version. */
        public static final Basis UNTOLD = new Basis(0, Optional.empty(), 0, 0, "", Optional.empty());
    }

    /**
     * What was seen of one destination or container.
     *
     * @param what in the operator's words, on one line
     * @param readAt when it was read; empty where it never was
     */
    public record Sight(String what, Optional<Instant> readAt) {}

    /** The data of an entry. */
    public sealed interface Detail {
        /** No data. */
        record None() implements Detail {}

        /** The plan that was offered. */
        record OfPlan(Plan plan) implements Detail {}

        /**
         * The state of a step.
         *
         * @param step index in the plan, from 0
         */
        record OfStep(int step, StepProgress.State state) implements Detail {}

        /** The new status of a proposal. */
        record OfStatus(Proposal.Status status) implements Detail {}

        /**
         * A mode that an operator ordered.
         *
         * @param service empty for the whole cluster
         */
        record OfMode(Optional<ServiceId> service, Mode mode) implements Detail {}

        /**
         * That a server was taken out for maintenance, or that this has ended.
         *
         * @param begins whether it begins
         */
        record OfMaintenance(ServerId server, boolean begins) implements Detail {}

        /**
         * What keeps the master from doing something.
         *
         * @param matter a word by which the end of it is known, with the entry's subject
         */
        record OfInability(String matter) implements Detail {}

        /**
         * What another than this master has changed.
         *
         * @param what the service, destination or container, in the operator's words
         * @param service that it concerns
         */
        record OfChange(String what, Optional<ServiceId> service, Sight before, Sight after, Author author)
                implements Detail {}
    }

    /**
     * Who has probably changed something.
     *
     * @param because the evidence, without which it is {@link Who#UNKNOWN}; the end of a sentence, without its full stop
     */
    public record Author(Who who, String because) {
        /** As {@code Likely a health checker, because …} */
        public String sentence() {
            String likely = switch (who) {
                case HEALTH_CHECKER -> "a health checker";
                case ANOTHER_MASTER -> "another master of Headroom";
                case OUR_INSTALLATION -> "a master of this installation";
                case PERSON -> "a person";
                case UNKNOWN -> "";
            };
            return likely.isEmpty()
                    ? "It is not known by whom: %s.".formatted(because)
                    : "Likely by %s, because %s.".formatted(likely, because);
        }
    }

    /** Who changes a cluster. The names go into the journal. */
    public enum Who {
        HEALTH_CHECKER,
        ANOTHER_MASTER,
        /** This master, later than it expected, or an earlier one. */
        OUR_INSTALLATION,
        PERSON,
        UNKNOWN
    }

    /** The kind of event. */
    public enum Kind {
        STARTED,
        MODE,
        /** An operator took a server out for maintenance, or ended that. */
        MAINTENANCE,
        ADOPTED,
        /** A proposal was offered; the entry holds its plan. */
        PROPOSED,
        APPROVED,
        REJECTED,
        EXPIRED,
        SUPERSEDED,
        /** Written before the command is sent. */
        STEP_SENT,
        STEP_DONE,
        STEP_FAILED,
        /** A running plan gave way to a more urgent one. */
        SUSPENDED,
        /** A plan that gave way goes on. */
        CONTINUED,
        /** A host of a running plan is not read, so what became of the plan's step is unknown. */
        INTERRUPTED,
        ENDED,
        HALTED,
        RESUMED,
        REFUSED,
        /** This master took the lease of the hosts, lost it, or was told to take it. */
        LEASE,
        /** What the host answered to the command of a step; whether it changed anything only a reading says. */
        ANSWERED,
        /** A director is ready, or not, to take its part of a plan back if this master dies; or has done so. */
        REVERT,
        /** Something began to keep this master from doing what it might do. */
        UNABLE,
        /** What an earlier entry of the kind {@link #UNABLE} told has ended. */
        ABLE,
        /** Another than this master changed a service, a destination or a container. */
        CHANGED,
        /** A file of the journal was removed, as it was kept long enough. */
        REMOVED,
        /** An operator took a plan back: for a while nothing of its kind is proposed for its service. */
        RESTS,
        /** The wall clock of this computer was set, or this computer slept. */
        CLOCK,
        /** An operator said how this master shall end. */
        CLOSING,
        /** This master ended before the proposal did. */
        STOPPED
    }
}
