package dev.headroom;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.stage.Stage;
import javafx.stage.Window;

/**
 * Shows windows, one after the other. A desktop knows whose they are by the name of this class: JavaFX makes the class
 * of a window on X11 of it ({@code WM_CLASS}), so the desktop entry has the same name. Without an application it is
 * "java", which all programs without a name share.
 */
public final class Headroom extends Application {
    private static final CompletableFuture<Void> STARTED = new CompletableFuture<>();

    /** For JavaFX, which makes the application. */
    public Headroom() {}

    @Override
    public void start(Stage unused) {
        STARTED.complete(null);
    }

    /**
     * Shows a window and returns when it is hidden. Not on JavaFX's application thread; by one thread.
     *
     * @param opening puts the window on its stage and shows it
     * @throws UnsupportedOperationException if no window can be opened here
     */
    public static void show(Consumer<Stage> opening) throws InterruptedException {
        open(opening).await();
    }

    /** The same, but returns when the window is shown: the latch falls when it is hidden. */
    public static CountDownLatch open(Consumer<Stage> opening) throws InterruptedException {
        begin();
        CountDownLatch closed = new CountDownLatch(1);
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                Stage stage = new Stage();
                opening.accept(stage);
                if (!stage.isShowing()) {
                    closed.countDown();
                }
                stage.showingProperty().addListener((_, _, showing) -> {
                    if (!showing) {
                        closed.countDown();
                    }
                });
                opened.complete(null);
            } catch (RuntimeException | Error e) {
                opened.completeExceptionally(e);
            }
        });
        join(opened);
        return closed;
    }

    /** Hides all windows, soon. */
    public static void hideAll() {
        Platform.runLater(() -> List.copyOf(Window.getWindows()).forEach(Window::hide));
    }

    private static void begin() throws InterruptedException {
        if (!STARTED.isDone()) {
            // Or the first window's end would end JavaFX, and with it a second one.
            Platform.setImplicitExit(false);
            Thread.ofPlatform().name("javafx-launcher").daemon().start(() -> {
                try {
                    launch(Headroom.class);
                } catch (RuntimeException | Error e) {
                    STARTED.completeExceptionally(e);
                }
            });
        }
        join(STARTED);
    }

    /** What was thrown there is thrown here. */
    private static void join(CompletableFuture<Void> done) throws InterruptedException {
        try {
            var _ = done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
