package dev.headroom.console.fx;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Carries states from another thread to JavaFX's application thread. It keeps the newest state and queues at most one
 * runnable, so that a fast sender never floods a slow screen. The only caller of {@link Platform#runLater} in the
 * console.
 *
 * <p>{@link #accept} may be called from any thread; listeners are called on JavaFX's application thread.
 *
 * @param <S> type of the state
 */
public final class StateBridge<S> implements Consumer<S> {
    private final Executor screen;
    private final AtomicReference<@Nullable S> newest = new AtomicReference<>();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final List<Consumer<S>> listeners = new CopyOnWriteArrayList<>();

    public StateBridge() {
        this(screen());
    }

    /**
     * Runs work on JavaFX's application thread, later. It throws IllegalStateException where JavaFX does not run.
     */
    public static Executor screen() {
        return Platform::runLater;
    }

    /** For tests: {@code screen} runs the queued runnable. */
    StateBridge(Executor screen) {
        this.screen = screen;
    }

    @Override
    public void accept(S state) {
        newest.set(state);
        hop();
    }

    /**
     * Adds a listener. It gets the newest state, if there is one, and then every newer one that the screen has time
     * for.
     */
    public void onState(Consumer<S> listener) {
        listeners.add(listener);
        if (newest.get() != null) {
            hop();
        }
    }

    /** The newest state; empty before the first. From any thread. */
    public Optional<S> newest() {
        return Optional.ofNullable(newest.get());
    }

    private void hop() {
        // Before the window has a listener there is no recipient, and JavaFX may not have started yet.
        if (!listeners.isEmpty() && queued.compareAndSet(false, true)) {
            screen.execute(this::deliver);
        }
    }

    private void deliver() {
        queued.set(false);
        newest().ifPresent(state -> listeners.forEach(listener -> listener.accept(state)));
    }
}
