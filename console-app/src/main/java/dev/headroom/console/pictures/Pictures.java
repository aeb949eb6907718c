package dev.headroom.console.pictures;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.frame.ConsoleInputs;
import dev.headroom.console.frame.StillFrame;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.styles.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.util.Duration;

/** Draws every view in every theme to PNG files. Needs no display. */
public final class Pictures {
    private static final List<Dimension2D> SIZES = List.of(new Dimension2D(1280, 800), new Dimension2D(1600, 1000));

    private static final List<Dimension2D> GALLERY_SIZES =
            List.of(new Dimension2D(1280, 800), new Dimension2D(1000, 700));

    /** The reserve of a policy that does not name one. */
    private static final double RESERVE = 0.15;

    private final Function<Moment, ControlState> states;
    private final Instant now;

    /**
     * An object that has drawn no picture yet.
     *
     * @param states gives the state of each moment, made by the product
     * @param now the time of all pictures
     */
    public Pictures(Function<Moment, ControlState> states, Instant now) {
        this.states = states;
        this.now = now;
    }

    /**
     * Starts JavaFX without a display, writes all pictures into {@code folder}, and ends JavaFX. For a command line:
     * once in a process, from any thread but JavaFX's application thread.
     *
     * @throws IOException if a file cannot be written
     */
    public List<Path> writeWithoutDisplay(Path folder) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<List<Path>> written = new CompletableFuture<>();
        // One pulse later, since JavaFX must have started before it may end.
        Platform.startup(() -> new Timeline(new KeyFrame(Duration.millis(50), _ -> {
                    try {
                        written.complete(write(folder));
                    } catch (IOException | RuntimeException | Error e) {
                        written.completeExceptionally(e);
                    }
                }))
                .play());
        try {
            return written.join();
        } catch (CompletionException e) {
            throw new IOException("The pictures cannot be written to %s.".formatted(folder), e.getCause());
        } finally {
            Platform.exit();
        }
    }

    /** Writes all pictures. On JavaFX's application thread. */
    private List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>(write(folder, Shot.views(), List.of(Theme.values()), SIZES));
        files.addAll(write(folder, Shot.gallery(), List.of(Theme.LIGHT, Theme.DARK), GALLERY_SIZES));
        return List.copyOf(files);
    }

    private List<Path> write(Path folder, List<Shot> shots, List<Theme> themes, List<Dimension2D> sizes)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (Shot shot : shots) {
            for (Theme theme : themes) {
                for (Dimension2D size : sizes) {
                    Path file = folder.resolve("%s-%s-%.0fx%.0f.png"
                            .formatted(shot.name(), theme.label(), size.getWidth(), size.getHeight()));
                    PngFile.write(scene(shot, theme, size).snapshot(null), file);
                    files.add(file);
                }
            }
        }
        return files;
    }

    private Scene scene(Shot shot, Theme theme, Dimension2D size) {
        ConsoleInputs inputs = new ConsoleInputs(
                "shop",
                _ -> {},
                _ -> {},
                "anna",
                new StateBridge<>(),
                RESERVE,
                InstantSource.fixed(now),
                LookFile.none());
        StillFrame frame = new StillFrame(inputs, theme, shot.place());
        ControlState state = states.apply(shot.moment());
        return shot.then()
                .map(then -> frame.scene(size.getWidth(), size.getHeight(), state, shot.deed(), states.apply(then)))
                .orElseGet(() -> frame.scene(size.getWidth(), size.getHeight(), state, shot.deed()));
    }
}
