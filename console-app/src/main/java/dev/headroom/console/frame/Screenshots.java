package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.styles.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.util.Duration;

/**
 * Renders every view in every theme to PNG files. Needs no display.
 */
public final class Screenshots {
    private static final List<Dimension2D> SIZES = List.of(new Dimension2D(1280, 800), new Dimension2D(1600, 1000));

    private static final List<Dimension2D> GALLERY_SIZES =
            List.of(new Dimension2D(1280, 800), new Dimension2D(1000, 700));

    private Screenshots() {}

    /**
     * One picture.
     *
     * @param name of the file, without theme and size
     * @param act what the operator does before the picture is taken
     */
    private record Shot(String name, ControlState state, Place place, Consumer<MainFrame> act) {
        Shot(String name, ControlState state, Place place) {
            this(name, state, place, _ -> {});
        }
    }

    private static List<Shot> shots() {
        Consumer<MainFrame> unfold = frame -> frame.views().proposals().toggleSelected();
        Consumer<MainFrame> ask = frame -> frame.views().proposals().askApproveSelected();
        return List.of(
                new Shot("overview-calm", SampleStates.calm(), Place.OVERVIEW),
                new Shot("overview-overloaded", SampleStates.overloaded(), Place.OVERVIEW, unfold),
                new Shot("overview-trouble", SampleStates.trouble(), Place.OVERVIEW),
                new Shot("proposal-asked", SampleStates.overloaded(), Place.OVERVIEW, ask),
                new Shot("proposal-running", SampleStates.running(), Place.OVERVIEW),
                new Shot("proposal-halted", SampleStates.halted(), Place.OVERVIEW),
                new Shot("proposal-failed", SampleStates.failed(), Place.OVERVIEW),
                new Shot("overview-lent", SampleStates.lent(), Place.OVERVIEW),
                new Shot("services", SampleStates.overloaded(), Place.SERVICES),
                new Shot("servers", SampleStates.trouble(), Place.SERVERS),
                new Shot("loans", SampleStates.lent(), Place.LOANS),
                new Shot("loans-none", SampleStates.calm(), Place.LOANS),
                new Shot("history", SampleStates.lent(), Place.HISTORY),
                new Shot("connections-refused", SampleStates.refused(), Place.CONNECTIONS),
                new Shot("empty", SampleStates.empty(), Place.OVERVIEW));
    }

    /** What is hard to draw, in one theme, and small too. */
    private static List<Shot> gallery() {
        Consumer<MainFrame> unfold = frame -> frame.views().proposals().toggleSelected();
        List<Shot> shots = new ArrayList<>(List.of(
                new Shot("all-dead", SampleGallery.allDead(), Place.OVERVIEW),
                new Shot("all-dead-servers", SampleGallery.allDead(), Place.SERVERS),
                new Shot("never-read", SampleGallery.neverRead(), Place.OVERVIEW),
                new Shot("never-read-servers", SampleGallery.neverRead(), Place.SERVERS),
                new Shot("undecided", SampleGallery.undecidedOverload(), Place.OVERVIEW),
                new Shot("servers-60", SampleGallery.many(60), Place.OVERVIEW),
                new Shot("servers-60-table", SampleGallery.many(60), Place.SERVERS),
                new Shot("servers-1000", SampleGallery.many(1_000), Place.OVERVIEW),
                new Shot("proposal-interrupted", SampleStates.interrupted(), Place.OVERVIEW),
                new Shot("adoption", SampleStates.unadopted(SampleStates.calm()), Place.OVERVIEW),
                new Shot("demo", SampleStates.overloaded(), Place.OVERVIEW)));
        for (Place place : Place.values()) {
            String name = place.name().toLowerCase(Locale.ROOT);
            shots.add(new Shot("names-" + name, SampleGallery.longNames(), place, unfold));
        }
        shots.addAll(questions());
        return shots;
    }

    /** Every question that the window asks, open. */
    private static List<Shot> questions() {
        ControlState open = SampleStates.overloaded();
        return List.of(
                question("approve", open, frame -> frame.views().proposals().askApproveSelected()),
                question("reject", open, frame -> frame.views().proposals().askRejectSelected()),
                question(
                        "undo",
                        SampleStates.halted(),
                        frame -> frame.views().proposals().askUndo(new ProposalId(7))),
                question("mode", SampleStates.running(), frame -> frame.model().choose(Mode.WATCH)),
                question("halt", SampleStates.running(), frame -> frame.model().haltByKey()),
                question("resume", SampleStates.halted(), frame -> frame.model().haltOrResume()),
                question("close", SampleStates.running(), frame -> {
                    var _ = frame.model().mayClose();
                }),
                question("lapsed", open, frame -> {
                    frame.model().choose(Mode.WATCH);
                    frame.show(SampleStates.trouble());
                }));
    }

    private static Shot question(String name, ControlState state, Consumer<MainFrame> act) {
        return new Shot("question-" + name, state, Place.OVERVIEW, act);
    }

    /**
     * Starts the toolkit without a display, writes all pictures into {@code folder}, and ends the toolkit: for a command line,
     * once in a program, from any thread but the screen's.
     *
     * @throws IOException if a file cannot be written
     */
    public static List<Path> writeWithoutDisplay(Path folder) throws IOException {
        System.setProperty("glass.platform", "Headless");
        System.setProperty("prism.order", "sw");
        CompletableFuture<List<Path>> written = new CompletableFuture<>();
        // a pulse later: the toolkit must have started before it may be ended
        Platform.startup(() -> new Timeline(new KeyFrame(Duration.millis(50), _ -> {
                    try {
                        written.complete(write(folder));
                    } catch (IOException | RuntimeException e) {
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

    /**
     * Writes all pictures into {@code folder} and returns their files. On the screen's thread.
     *
     * @throws IOException if a file cannot be written
     */
    public static List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>(write(folder, shots(), List.of(Theme.values()), SIZES));
        files.addAll(write(folder, gallery(), List.of(Theme.LIGHT), GALLERY_SIZES));
        return List.copyOf(files);
    }

    private static List<Path> write(Path folder, List<Shot> shots, List<Theme> themes, List<Dimension2D> sizes)
            throws IOException {
        List<Path> files = new ArrayList<>();
        for (Shot shot : shots) {
            for (Theme theme : themes) {
                for (Dimension2D size : sizes) {
                    Path file = folder.resolve("%s-%s-%.0fx%.0f.png"
                            .formatted(shot.name(), theme.label(), size.getWidth(), size.getHeight()));
                    Scene scene = scene(shot, theme, size);
                    // a window would lay out again at its next pulse: rows learn their height from their width
                    for (int pass = 0; pass < 3; pass++) {
                        scene.getRoot().applyCss();
                        scene.getRoot().layout();
                    }
                    PngFile.write(scene.snapshot(null), file);
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static Scene scene(Shot shot, Theme theme, Dimension2D size) {
        MainFrame frame = new MainFrame(SampleStates.inputs(_ -> {}, new StateBridge()));
        frame.theme().set(theme);
        frame.place().set(shot.place());
        Scene scene = frame.scene(size.getWidth(), size.getHeight());
        frame.show(shot.state());
        shot.act().accept(frame);
        return scene;
    }
}
