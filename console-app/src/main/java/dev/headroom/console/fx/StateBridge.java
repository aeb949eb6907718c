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
 * Carries states from another thread to the screen: keeps the newest and queues at most one hop, so that a fast sender
 * never floods a slow screen. The only caller of {@link Platform#runLater} in the console.
 *
 * <p>{@link #accept} from any thread; listeners are called on the screen's thread.
 *
 * @param <S> what is carried
 */
public final class StateBridge<S> implements Consumer<S> {
    private final Executor screen;
    private final AtomicReference<@Nullable S> newest = new AtomicReference<>();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final List<Consumer<S>> listeners = new CopyOnWriteArrayList<>();

    public StateBridge() {
        this(Platform::runLater);
    }

    /** For tests: {@code screen} runs the one hop. */
    StateBridge(Executor screen) {
        this.screen = screen;
    }

    @Override
    public void accept(S state) {
        newest.set(state);
        hop();
    }

    /** Adds a listener; it gets the newest state soon, if there is one, and every newer one that the screen has time for. */
    public void onState(Consumer<S> listener) {
        listeners.add(listener);
        if (newest.get() != null) {
            hop();
        }
    }

    public Optional<S> newest() {
        return Optional.ofNullable(newest.get());
    }

    private void hop() {
        // before the window listens there is nobody to tell, and perhaps no toolkit yet
        if (!listeners.isEmpty() && queued.compareAndSet(false, true)) {
            screen.execute(this::deliver);
        }
    }

    private void deliver() {
        queued.set(false);
        newest().ifPresent(state -> listeners.forEach(listener -> listener.accept(state)));
    }
}
