package dev.headroom.backend.link;

import dev.headroom.backend.control.driver.HostsLease;
import dev.headroom.backend.control.driver.HostsOrders;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.leasehold.OrderStanding.State;
import dev.headroom.backend.control.leasehold.Rival;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The orders of a second master of one state folder to the first, as a window beside a service: they go by the first one's
 * socket. Safe for several threads at once; no method waits. See decision 0116.
 */
public final class FolderOrders implements HostsOrders, HostsLease {
    private final MasterClient master;
    private final AtomicLong given = new AtomicLong();
    private volatile Future<OrderStanding> settled = NOTHING;

    /** @param folder the state folder that the other master uses */
    public FolderOrders(Path folder) {
        this.master = new MasterClient(folder);
    }

    @Override
    public void give(HostOrder.Verb verb, String by, boolean wasHalted) {
        CompletableFuture<OrderStanding> answered = new CompletableFuture<>();
        settled = answered;
        given.incrementAndGet();
        Thread.ofVirtual().name("folder-order").start(() -> answered.complete(ask(verb, by)));
    }

    private OrderStanding ask(HostOrder.Verb verb, String by) {
        return master.ask(verb.name().toLowerCase(Locale.ROOT), "", "", by)
                .map(reply -> reply.accepted()
                        ? new OrderStanding(
                                State.DONE,
                                "The master that uses the same state folder has taken note: " + reply.sentence())
                        : new OrderStanding(
                                reply.known() ? State.REFUSED : State.UNKNOWN,
                                "The master that uses the same state folder answers: " + reply.sentence()))
                .orElseGet(
                        () -> new OrderStanding(
                                State.UNKNOWN,
                                "The master that uses the same state folder does not answer, so it is not known whether it has taken note."));
    }

    @Override
    public OrderStanding standing() {
        Future<OrderStanding> last = settled;
        return last.isDone()
                ? last.resultNow()
                : new OrderStanding(
                        State.UNKNOWN,
                        "The master that uses the same state folder is asked; it is not known yet whether it has taken note.");
    }

    @Override
    public Future<OrderStanding> settled() {
        return settled;
    }

    @Override
    public void noted(HostOrder order, HostOrder.Note note) {
        // None comes: the hosts tell the first master.
    }

    @Override
    public long given() {
        return given.get();
    }

    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public void whenOrdered(Consumer<Come> next) {
        // None comes.
    }

    @Override
    public void want(boolean wanted) {
        // The state folder's lease keeps this master from acting.
    }

    @Override
    public void takeOver() {
        // As above.
    }

    @Override
    public Change now() {
        return HostsLease.NONE.now();
    }

    @Override
    public void whenChanged(Consumer<Change> next) {
        // It never changes.
    }

    @Override
    public Optional<Rival> rival() {
        return Optional.empty();
    }

    @Override
    public HostsOrders orders() {
        return this;
    }
}
