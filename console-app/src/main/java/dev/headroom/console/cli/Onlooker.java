package dev.headroom.console.cli;

import dev.headroom.Headroom;
import dev.headroom.backend.link.Caller;
import dev.headroom.console.look.LookFile;
import dev.headroom.console.welcome.Choice;
import dev.headroom.console.welcome.ChoiceWindow;
import dev.headroom.console.welcome.TroubleWindow;
import dev.headroom.styles.Theme;
import java.io.Console;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.stage.Stage;
import picocli.CommandLine;

/** A user who started the console from a menu or a file manager sees no terminal: only windows reach that one. */
final class Onlooker {
    private Onlooker() {}

    /** Whether nothing of what is printed is seen, and a window would be. */
    static boolean seesOnlyWindows() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return !terminal && WindowLauncher.hasToolkit() && WindowLauncher.hasDisplay() && !isHeadless();
    }

    private static boolean isHeadless() {
        return Boolean.getBoolean("java.awt.headless") || "Headless".equals(System.getProperty("glass.platform"));
    }

    /** Asks what to open. */
    static Choice ask(boolean demo) throws InterruptedException {
        AtomicReference<Choice> choice = new AtomicReference<>(new Choice.Nothing());
        shown(stage -> ChoiceWindow.show(stage, theme(), demo, choice::set));
        return Objects.requireNonNull(choice.get());
    }

    /** Says in a window why the console did not open, where only windows are seen. Other commands have no window. */
    static void tell(CommandLine command, String sentence) {
        if (command.getParent() != null || !seesOnlyWindows()) {
            return;
        }
        try {
            shown(stage -> TroubleWindow.show(stage, theme(), sentence));
        } catch (CommandFailure _) {
            // It was printed, and that the display takes no window is no news.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Shows a window until it is hidden. */
    private static void shown(Consumer<Stage> opening) throws InterruptedException {
        open(opening).await();
    }

    /** Shows a window; the latch falls when it is hidden. */
    static CountDownLatch open(Consumer<Stage> opening) throws InterruptedException {
        try {
            return Headroom.open(opening);
        } catch (UnsupportedOperationException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "No window can be opened on this display (%s). Use '%s master' for a console without a window."
                            .formatted(e.getMessage(), Caller.command()),
                    e);
        }
    }

    /** The look that the operator has chosen. */
    static Theme theme() {
        return LookFile.in(ClusterOptions.stateFolders(), System.err::println)
                .read()
                .theme();
    }
}
