package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.Rival;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.plan.Action;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A {@link VmMaster} in simulated time: each call here hands it one event and returns when it has handled that event and those
 * that follow from it. So one thread runs at a time. At each use of a port a {@link Gate} says whether the process goes on, ends
 * or stops there: a process that has ended does nothing more outside of itself; one that is stopped goes on where it was.
 */
public final class SimulatedMaster implements AutoCloseable {
    private static final int STUCK_SECONDS = 120;

    private final VmMaster master;
    private final Lease lease;
    private final Thread world = Thread.currentThread();
    private final Gate gate;
    private final Semaphore resting = new Semaphore(0);
    private final Semaphore thawed = new Semaphore(0);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private Consumer<Observation> observed = _ -> {};
    private volatile boolean guarded;
    private volatile boolean dead;
    private volatile boolean frozen;
    private volatile boolean parked;
    private boolean hurried;
    private volatile Attention attention = Attention.NONE;

    /** Where a process is, between two of its effects. */
    public enum Point {
        BEFORE_JOURNAL,
        AFTER_JOURNAL,
        BEFORE_LEDGER,
        AFTER_LEDGER,
        BEFORE_SEND,
        AFTER_SEND
    }

    /** What becomes of a process at a point. */
    public enum Fate {
        GOES_ON,
        ENDS,
        /** It ends while it writes. */
        ENDS_TORN,
        STOPS
    }

    /** Says what becomes of the process. */
    public interface Gate {
        Fate at(Point point);
    }

    /** What the master writes to. */
    public interface Disk {
        void append(JournalEntry entry) throws IOException;

        void tear(JournalEntry entry);

        void keep(Kept kept) throws IOException;
    }

    /**
     * A master that has not begun.
     *
     * @param outside the executor; it is asked only while the process lives
     */
    public SimulatedMaster(
            ControlCore core,
            ControlState initial,
            Disk disk,
            StepExecutor outside,
            Lease lease,
            HostsLease hosts,
            Clock clock,
            Gate gate) {
        this.gate = gate;
        this.lease = lease;
        this.master = new VmMaster(
                core,
                initial,
                new Ports(
                        new Eyes(),
                        new Hands(outside),
                        new Pen(disk),
                        this::published,
                        lease,
                        new Book(disk),
                        new Told(hosts)),
                clock);
        this.master.start();
        this.guarded = true;
    }

    private void published(ControlState state) {
        if (dead || master.isUpToDate()) {
            resting.release();
        }
    }

    /** Whether the process goes on here. */
    private Fate passes(Point point) {
        if (dead) {
            return Fate.ENDS;
        }
        Fate fate = guarded ? gate.at(point) : Fate.GOES_ON;
        switch (fate) {
            case GOES_ON -> {}
            case ENDS, ENDS_TORN -> dead = true;
            case STOPS -> {
                frozen = true;
                parked = true;
                resting.release();
                thawed.acquireUninterruptibly();
                return dead ? Fate.ENDS : Fate.GOES_ON;
            }
        }
        return fate;
    }

    public ControlState state() {
        return master.state();
    }

    /** Whether the process has not ended. */
    public boolean lives() {
        return !dead;
    }

    /** Whether it lives and is not stopped. */
    public boolean runs() {
        return !dead && !frozen;
    }

    /** Whether it has asked for readings since this was asked last. */
    public boolean hurried() {
        boolean was = hurried;
        hurried = false;
        return was;
    }

    /** What it wants to be read beyond what the readings call for. */
    public Attention attention() {
        return attention;
    }

    /** Hands over a reading. */
    public void observe(Observation observation) {
        handle(() -> observed.accept(observation));
    }

    /** Hands over an operator's intent; the answer of a process that ends or stops meanwhile is lost. */
    public boolean ask(Intent intent) {
        if (!runs()) {
            return false;
        }
        var answer = master.submit(intent);
        rest();
        return runs() && answer.join() instanceof Answer.Accepted;
    }

    /** Tells it that its lease is lost. */
    public void leaseLost(String sentence) {
        handle(() -> master.leaseLost(sentence));
    }

    /** Something becomes known of the lease of the hosts; the process must run. Each event of that is handled before the next. */
    public void leaseSeen(Runnable news) {
        news.run();
    }

    /** Posts an event of the lease; one that happened outside of the master is handled before this returns. */
    private void post(Runnable posting) {
        boolean rests = Thread.currentThread().equals(world) && lease.refusal().isEmpty() && runs();
        posting.run();
        if (rests) {
            rest();
        }
    }

    /** Stops the process between two events. */
    public void freeze() {
        frozen = true;
    }

    /** Lets a stopped process go on. */
    public void thaw() {
        if (dead || !frozen) {
            return;
        }
        frozen = false;
        if (parked) {
            parked = false;
            thawed.release();
            rest();
        }
        while (runs() && !later.isEmpty()) {
            handle(later.remove());
        }
    }

    /** Ends the process at once, wherever it is. */
    public void kill() {
        dead = true;
        close();
    }

    /** Ends its thread; nothing of it reaches outside. */
    @Override
    public void close() {
        dead = true;
        if (parked) {
            parked = false;
            thawed.release();
        }
        master.close();
    }

    private void handle(Runnable handing) {
        if (!runs()) {
            if (!dead) {
                later.add(handing);
            }
            return;
        }
        handing.run();
        rest();
    }

    private void rest() {
        try {
            if (!resting.tryAcquire(STUCK_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        "The master did not handle an event within %d s.".formatted(STUCK_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The lease of the hosts; its changes are events. */
    private final class Told implements HostsLease {
        private final HostsLease hosts;

        Told(HostsLease hosts) {
            this.hosts = hosts;
        }

        @Override
        public void want(boolean wanted) {
            hosts.want(wanted);
        }

        @Override
        public void takeOver() {
            hosts.takeOver();
        }

        @Override
        public Change now() {
            return hosts.now();
        }

        @Override
        public void armed(Set<ProposalId> plans) {
            hosts.armed(plans);
        }

        @Override
        public List<RevertReport> reverted() {
            return hosts.reverted();
        }

        @Override
        public void whenChanged(Consumer<Change> listener) {
            hosts.whenChanged(change -> post(() -> listener.accept(change)));
        }

        @Override
        public Optional<Rival> rival() {
            return hosts.rival();
        }

        @Override
        public HostsOrders orders() {
            return new ToldOrders(hosts.orders());
        }
    }

    /** The orders of operators; one that comes is an event. */
    private final class ToldOrders implements HostsOrders {
        private final HostsOrders orders;

        ToldOrders(HostsOrders orders) {
            this.orders = orders;
        }

        @Override
        public void give(HostOrder.Verb verb, String by, boolean wasHalted) {
            orders.give(verb, by, wasHalted);
        }

        @Override
        public void noted(HostOrder order, HostOrder.Note note) {
            orders.noted(order, note);
        }

        @Override
        public OrderStanding standing() {
            return orders.standing();
        }

        @Override
        public Future<OrderStanding> settled() {
            return orders.settled();
        }

        @Override
        public long given() {
            return orders.given();
        }

        @Override
        public boolean isAwaited() {
            return orders.isAwaited();
        }

        @Override
        public void whenOrdered(Consumer<Come> listener) {
            orders.whenOrdered(come -> post(() -> listener.accept(come)));
        }
    }

    private final class Eyes implements ClusterObserver {
        @Override
        public void start(Consumer<Observation> sink) {
            observed = sink;
        }

        @Override
        public void hurry(Set<HostId> hosts) {
            hurried = true;
        }

        @Override
        public void attend(Attention next) {
            attention = next;
        }

        @Override
        public void close() {}
    }

    private final class Hands implements StepExecutor {
        private final StepExecutor outside;

        Hands(StepExecutor outside) {
            this.outside = outside;
        }

        @Override
        public void execute(Permit permit, Action action, TimeMark decided, Consumer<CommandOutcome> whenDone) {
            if (passes(Point.BEFORE_SEND) == Fate.GOES_ON) {
                outside.execute(permit, action, decided, outcome -> handle(() -> whenDone.accept(outcome)));
                passes(Point.AFTER_SEND);
            }
        }
    }

    private final class Pen implements Journal {
        private final Disk disk;

        Pen(Disk disk) {
            this.disk = disk;
        }

        @Override
        public void append(JournalEntry entry) throws IOException {
            switch (passes(Point.BEFORE_JOURNAL)) {
                case GOES_ON -> {
                    disk.append(entry);
                    passes(Point.AFTER_JOURNAL);
                }
                case ENDS_TORN -> disk.tear(entry);
                case ENDS, STOPS -> {}
            }
        }

        @Override
        public void close() {}
    }

    private final class Book implements Ledger {
        private final Disk disk;

        Book(Disk disk) {
            this.disk = disk;
        }

        @Override
        public void keep(Kept kept) throws IOException {
            if (passes(Point.BEFORE_LEDGER) == Fate.GOES_ON) {
                disk.keep(kept);
                passes(Point.AFTER_LEDGER);
            }
        }
    }
}
