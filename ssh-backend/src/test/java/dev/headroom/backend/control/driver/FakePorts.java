package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** All ports of a master: records in one list what it was asked to do, in order. */
final class FakePorts implements ClusterObserver, StepExecutor, Journal, StateSink, Lease {
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** Entries beside those of decisions: answers of hosts, and what keeps the master from acting. */
    final List<String> told = new CopyOnWriteArrayList<>();

    /** All entries as they were written. */
    final List<JournalEntry> entries = new CopyOnWriteArrayList<>();

    final BlockingQueue<ControlState> published = new LinkedBlockingQueue<>();
    final BlockingQueue<Consumer<CommandOutcome>> commands = new LinkedBlockingQueue<>();
    volatile Optional<JournalEntry.Kind> journalFailsAt = Optional.empty();
    volatile Optional<String> leaseRefusal = Optional.empty();
    volatile Runnable duringSink = () -> {};
    volatile Runnable duringSend = () -> {};
    volatile Runnable duringHurry = () -> {};
    final AtomicReference<Consumer<Observation>> observations = new AtomicReference<>(o -> {});

    Ports asPorts(HostsLease hosts) {
        return new Ports(this, this, this, this, this, Ledger.FORGETFUL, hosts);
    }

    Ports asPorts() {
        return new Ports(this, this, this, this, this);
    }

    @Override
    public void start(Consumer<Observation> sink) {
        observations.set(sink);
    }

    @Override
    public void hurry(Set<HostId> hosts) {
        calls.add("hurry");
        duringHurry.run();
    }

    @Override
    public void execute(Permit permit, Action action, TimeMark decided, Consumer<CommandOutcome> whenDone) {
        calls.add("send " + action.describe());
        duringSend.run();
        commands.add(whenDone);
    }

    @Override
    public void append(JournalEntry entry) throws IOException {
        if (journalFailsAt.equals(Optional.of(entry.kind()))) {
            throw new IOException("No space left on device");
        }
        entries.add(entry);
        boolean decided = !EnumSet.of(JournalEntry.Kind.ANSWERED, JournalEntry.Kind.UNABLE, JournalEntry.Kind.ABLE)
                .contains(entry.kind());
        (decided ? calls : told).add("note " + entry.kind());
    }

    @Override
    public void accept(ControlState state) {
        duringSink.run();
        published.add(state);
    }

    @Override
    public Optional<String> refusal() {
        return leaseRefusal;
    }

    @Override
    public void close() {}
}
