package dev.headroom.backend.control;

import dev.headroom.backend.control.leasehold.Leasehold;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.AutomaticPlans;
import dev.headroom.ma2scf.policy.Maintenance;
import dev.headroom.ma2scf.policy.ServiceModes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What lasts beyond single proposals.
 *
 * @param rests the plans that are not offered now because an operator rejected such a plan
 * @param lastNumber the greatest number that a proposal ever had, also before this master began; 0 if none had
 * @param leasehold whether this master may change the hosts
 * @param look which hosts were looked at
 * @param unanswered the commands of which it is not known that they have ended on their hosts
 * @param modes the most that may be done for single services
 * @param maintenance the servers that operators have taken out
 * @param automatic what automatic mode has begun of late, and how far it may go
 * @param changes the newest entries about what others have changed, newest first
 */
public record Continuity(
        Closing closing,
        List<Rest> rests,
        long lastNumber,
        Leasehold leasehold,
        FirstLook look,
        List<Unanswered> unanswered,
        ServiceModes modes,
        Maintenance maintenance,
        AutomaticPlans automatic,
        List<JournalEntry> changes) {
    private static final int MOST_CHANGES = 20;

    static final Continuity NEW = new Continuity(
            Closing.NOT,
            List.of(),
            0,
            Leasehold.FREE,
            FirstLook.NOTHING,
            List.of(),
            ServiceModes.NONE,
            Maintenance.NONE,
            AutomaticPlans.NONE,
            List.of());

    public Continuity {
        rests = List.copyOf(rests);
        unanswered = List.copyOf(unanswered);
        changes = changes.stream().limit(MOST_CHANGES).toList();
    }

    /** Whether this master is about to end, and how. */
    public enum Closing {
        NOT,
        /** No plan begins; running plans finish. */
        FINISH,
        /** Running plans halt after the command that is on the way, and their inverses run. */
        UNDO,
        /** No further command is sent; the next master finds the running plans interrupted. */
        LEAVE
    }

    /**
     * A rejection by an operator: plans of this kind for this service are not offered for a while.
     *
     * @param rejected the proposal that was rejected
     * @param until when such plans may be offered again
     */
    public record Rest(ServiceId service, PlanKind kind, ProposalId rejected, Instant until) {}

    public Continuity closing(Closing next) {
        return new Continuity(
                next, rests, lastNumber, leasehold, look, unanswered, modes, maintenance, automatic, changes);
    }

    public Continuity resting(List<Rest> next) {
        return new Continuity(
                closing, next, lastNumber, leasehold, look, unanswered, modes, maintenance, automatic, changes);
    }

    public Continuity numbered(long last) {
        return new Continuity(
                closing, rests, last, leasehold, look, unanswered, modes, maintenance, automatic, changes);
    }

    /** Why this master can change nothing, one sentence; empty while it can. */
    public Optional<String> barred() {
        return leasehold.barred();
    }

    Continuity barred(String why) {
        return held(leasehold.barred(why));
    }

    public Continuity held(Leasehold next) {
        return new Continuity(
                closing, rests, lastNumber, next, look, unanswered, modes, maintenance, automatic, changes);
    }

    Continuity looked(FirstLook next) {
        return new Continuity(
                closing, rests, lastNumber, leasehold, next, unanswered, modes, maintenance, automatic, changes);
    }

    public Continuity unanswered(List<Unanswered> next) {
        return new Continuity(
                closing, rests, lastNumber, leasehold, look, next, modes, maintenance, automatic, changes);
    }

    public Continuity moded(ServiceModes next) {
        return new Continuity(
                closing, rests, lastNumber, leasehold, look, unanswered, next, maintenance, automatic, changes);
    }

    public Continuity maintaining(Maintenance next) {
        return new Continuity(closing, rests, lastNumber, leasehold, look, unanswered, modes, next, automatic, changes);
    }

    public Continuity acting(AutomaticPlans next) {
        return new Continuity(
                closing, rests, lastNumber, leasehold, look, unanswered, modes, maintenance, next, changes);
    }

    /** With further entries about what others have changed, oldest first. */
    public Continuity changed(List<JournalEntry> further) {
        List<JournalEntry> next =
                Stream.concat(further.reversed().stream(), changes.stream()).toList();
        return new Continuity(
                closing, rests, lastNumber, leasehold, look, unanswered, modes, maintenance, automatic, next);
    }

    /** The rejections that hold for {@code service} now. */
    List<Rest> rests(ServiceId service) {
        return rests.stream().filter(rest -> rest.service().equals(service)).toList();
    }
}
