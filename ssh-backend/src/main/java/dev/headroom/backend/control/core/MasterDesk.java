package dev.headroom.backend.control.core;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.Continuity.Closing;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Division;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Maintenance;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.ServiceModes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers the intents that concern the master as a whole: halt, resume, close, adopt, the mode. Pure. */
final class MasterDesk {
    private final PlanRun run;

    MasterDesk(PlanRun run) {
        this.run = run;
    }

    /**
     * Halts the master and what runs; while it is halted, only what still runs, without a new notice. A master that another
     * one keeps from acting halts too, says that the other does not yet, and has the hosts tell it.
     */
    Transition halt(ControlState state, String by, Instant now) {
        Transition halted = haltHere(state, by, now).with(new Effect.Order(Verb.HALT, by, state.halted()));
        String other =
                "This master is halted, but it is not the one that acts. That one is told to halt, too; it is not known yet"
                        + " whether it has. ";
        return state.barred()
                .map(why -> halted.with(new Effect.Refuse(other + why)))
                .orElse(halted);
    }

    /** Does what the operator of another master orders: this one holds the lease of the hosts. See decision 0116. */
    Transition ordered(ControlState state, HostOrder order, boolean lifts, Instant now) {
        String text = "by an order on the hosts (number %d).".formatted(order.number());
        return switch (order.verb()) {
            case HALT ->
                (state.halted()
                                ? haltNow(state, order.by(), now)
                                : Transition.to(state.noting(
                                                now,
                                                Severity.WARNING,
                                                Topic.HALTED,
                                                "Halted by %s.".formatted(order.by())))
                                        .with(master(now, Kind.HALTED, order.by(), "Halted " + text))
                                        .followedBy(next -> haltNow(next, order.by(), now)))
                        .with(new Effect.Noted(order, state.halted() ? Note.HALTED_ANYWAY : Note.HALTED));
            case RESUME ->
                state.halted() && !lifts
                        ? Transition.to(state).with(new Effect.Noted(order, Note.STAYS_HALTED))
                        : (state.halted() ? resumed(state, order.by(), "Resumed " + text, now) : Transition.to(state))
                                .with(new Effect.Noted(order, Note.GOES_ON));
        };
    }

    private Transition haltHere(ControlState state, String by, Instant now) {
        return state.halted()
                ? haltNow(state, by, now)
                : Transition.to(state.noting(now, Severity.WARNING, Topic.HALTED, "Halted by %s.".formatted(by)))
                        .with(master(now, Kind.HALTED, by, "Halted."))
                        .followedBy(next -> haltNow(next, by, now));
    }

    Transition haltNow(ControlState state, String by, Instant now) {
        return haltPlans(state.withHalted(true), by, now);
    }

    private Transition haltPlans(ControlState state, String by, Instant now) {
        return halt(state, begun(state), by, now);
    }

    private static Stream<Proposal> begun(ControlState state) {
        return Stream.concat(state.running().stream(), state.suspended().stream());
    }

    /** Halts all plans but a running undo, which takes back already. */
    private Transition haltForUndo(ControlState state, String by, Instant now) {
        Stream<Proposal> running = state.running().stream().filter(p -> p.plan().kind() != PlanKind.UNDO);
        return halt(state, Stream.concat(running, state.suspended().stream()), by, now);
    }

    private Transition halt(ControlState state, Stream<Proposal> plans, String by, Instant now) {
        Transition result = Transition.to(state);
        for (Proposal begun : plans.toList()) {
            result = result.followedBy(next -> run.end().halt(next, begun, by, now));
        }
        return result;
    }

    /** Resumes the master. A master that was not held up gets no entry in the journal. */
    static Transition resume(ControlState state, String by, Instant now) {
        Transition resumed = state.mayBegin()
                ? Transition.to(state)
                : resumed(state.withContinuity(state.continuity().closing(Closing.NOT)), by, "Resumed.", now);
        return resumed.with(new Effect.Order(Verb.RESUME, by, state.halted()));
    }

    private static Transition resumed(ControlState state, String by, String text, Instant now) {
        return Transition.to(state.withHalted(false)
                        .forgetting(Topic.HALTED)
                        .noting(now, Severity.INFORMATION, "Resumed by %s.".formatted(by)))
                .with(master(now, Kind.RESUMED, by, text));
    }

    /** Lets no plan begin from now on; running plans finish, are undone or are left, as the operator asked. */
    Transition close(ControlState state, Closing how, String by, Instant now) {
        ControlState closing = state.withContinuity(state.continuity().closing(how));
        String sentence = (switch (how) {
                    case NOT -> "%s asked the master to go on.";
                    case FINISH -> "%s asked the master to end when all that runs has ended.";
                    case UNDO -> "%s asked the master to take back what runs and to end then.";
                    case LEAVE -> "%s asked the master to end after the command on the way.";
                })
                .formatted(by);
        Transition noted = Transition.to(closing.noting(now, Severity.INFORMATION, sentence))
                .with(master(now, Kind.CLOSING, by, sentence));
        return how == Closing.UNDO ? noted.followedBy(next -> haltForUndo(next, by, now)) : noted;
    }

    static Transition adopt(ControlState state, String fingerprint, String by, Instant now) {
        Division found = state.adoption().found();
        if (!found.fingerprint().equals(fingerprint)) {
            return refused(
                    state,
                    by,
                    "The containers have changed since they were shown: look at them again, then adopt the cluster.",
                    now);
        }
        String text = "Adopted %d containers (%s).".formatted(found.agreeable().size(), fingerprint);
        return Transition.to(state.withAdoption(state.adoption().answer())
                        .noting(now, Severity.INFORMATION, "The cluster was adopted by %s.".formatted(by)))
                .with(master(now, Kind.ADOPTED, by, text));
    }

    Transition setMode(ControlState state, Mode mode, String by, Instant now) {
        Optional<String> refusal =
                mode == Mode.WATCH ? Optional.empty() : state.adoption().refusal();
        if (refusal.isPresent()) {
            return refused(state, by, refusal.get(), now);
        }
        Transition set = Transition.to(state.withMode(mode))
                .with(moded(now, Optional.empty(), mode, by, "Mode " + Words.of(mode) + "."));
        // A running plan must not go on writing after the operator has set the mode to watch.
        return mode == Mode.WATCH ? set.followedBy(next -> haltPlans(next, by, now)) : set;
    }

    /** Sets the most that may be done for one service. It never exceeds the cluster file, which others may rely on. */
    Transition setMode(ControlState state, Intent.SetServiceMode order, Instant now) {
        ServiceId service = order.service();
        ServiceModes modes = state.continuity().modes();
        List<ServiceId> known =
                state.snapshot().services().stream().map(VirtualService::id).toList();
        if (!known.contains(service)) {
            String which = known.isEmpty()
                    ? "no service has been read yet"
                    : "the services are "
                            + known.stream().map(ServiceId::name).sorted().collect(Collectors.joining(", "));
            return refused(state, order.by(), "There is no service %s: %s.".formatted(service, which), now);
        }
        if (order.mode().compareTo(modes.configured(service)) > 0) {
            return refused(
                    state,
                    order.by(),
                    "The cluster file allows at most %s mode for %s; change that there and start the master again."
                            .formatted(Words.of(modes.configured(service)), service),
                    now);
        }
        ServiceModes next = modes.ordered(service, new ServiceModes.Order(order.mode(), order.by(), now));
        String text = "At most %s mode for %s.".formatted(Words.of(order.mode()), service);
        Transition set = Transition.to(state.withContinuity(state.continuity().moded(next)))
                .with(moded(now, Optional.of(service), order.mode(), order.by(), text));
        return order.mode() == Mode.WATCH ? set.followedBy(left -> haltPlans(left, service, order.by(), now)) : set;
    }

    /** Takes a server out for maintenance, or ends that; proposals of the next reading move the clients. See decision 0123. */
    static Transition maintain(ControlState state, Intent.SetMaintenance order, Instant now) {
        ServerId server = order.server();
        Maintenance before = state.continuity().maintenance();
        // One that is in maintenance and in the cluster no more must not stay so for ever.
        if (state.snapshot().server(server).isEmpty() && !before.concerns(server)) {
            String servers = state.snapshot().servers().stream()
                    .map(known -> known.id().name())
                    .collect(Collectors.joining(", "));
            return refused(
                    state,
                    order.by(),
                    "There is no real server %s: %s."
                            .formatted(
                                    server,
                                    servers.isEmpty() ? "none has been read yet" : "the real servers are " + servers),
                    now);
        }
        if (before.concerns(server) == order.begins()) {
            return Transition.to(state);
        }
        Maintenance after =
                order.begins() ? before.begun(server, new Maintenance.Order(order.by(), now)) : before.ended(server);
        String text = order.begins()
                ? "%s is in maintenance.".formatted(server)
                : "The maintenance of %s has ended.".formatted(server);
        return Transition.to(state.withContinuity(state.continuity().maintaining(after))
                        .withObservation(state.observation().with(after.marked(state.snapshot()))))
                .with(new Effect.Note(new JournalEntry(
                        now,
                        Kind.MAINTENANCE,
                        "master",
                        order.by(),
                        text,
                        new JournalEntry.Detail.OfMaintenance(server, order.begins()))));
    }

    private Transition haltPlans(ControlState state, ServiceId service, String by, Instant now) {
        return halt(state, begun(state).filter(p -> p.plan().service().equals(service)), by, now);
    }

    private static Effect moded(Instant now, Optional<ServiceId> service, Mode mode, String by, String text) {
        return new Effect.Note(
                new JournalEntry(now, Kind.MODE, "master", by, text, new JournalEntry.Detail.OfMode(service, mode)));
    }

    /** Takes the lease of the hosts, also from another master. */
    static Transition takeOver(ControlState state, String by, Instant now) {
        if (state.mode() == Mode.WATCH) {
            return refused(
                    state,
                    by,
                    "A master in watch mode changes nothing, so it takes over nothing: choose manual or automatic mode first.",
                    now);
        }
        String sentence = "%s asked this master to take over the cluster.".formatted(by);
        return Transition.to(state.noting(now, Severity.INFORMATION, sentence))
                .with(master(now, Kind.LEASE, by, sentence))
                .with(new Effect.TakeOver());
    }

    /** Another master may change the hosts, or no host has answered yet: nothing begins, and what runs has ended. */
    static ControlState awaitingLease(ControlState state, Event.LeaseAwaited why, Instant now) {
        ControlState barred = state.withoutLease(why.sentence());
        return why.contested() ? barred.noting(now, Severity.WARNING, Topic.BARRED, why.sentence()) : barred;
    }

    /** The lease of the hosts is this master's, or it wants none. */
    static Transition leaseSettled(ControlState state, Optional<Long> epoch, Instant now) {
        Continuity continuity = state.continuity();
        ControlState free = state.withContinuity(
                        continuity.held(continuity.leasehold().settled(epoch)))
                .forgetting(Topic.BARRED);
        return epoch.map(number -> Transition.to(free)
                        .with(master(
                                now,
                                Kind.LEASE,
                                "master",
                                "Took the lease of the hosts (number %d).".formatted(number))))
                .orElseGet(() -> Transition.to(free));
    }

    private static Transition refused(ControlState state, String by, String sentence, Instant now) {
        return Transition.to(state.noting(now, Severity.WARNING, sentence))
                .with(master(now, Kind.REFUSED, by, sentence))
                .with(new Effect.Refuse(sentence));
    }

    private static Effect master(Instant now, Kind kind, String by, String text) {
        return new Effect.Note(new JournalEntry(now, kind, "master", by, text));
    }
}
