package dev.headroom.console.cli;

import java.io.Console;
import java.util.Optional;
import picocli.CommandLine;

/** Where the user looks: who starts the console from a menu or a file manager sees no terminal. */
final class Onlooker {
    private Onlooker() {}

    /** Whether nothing of what is printed is seen, and a window would be. */
    static boolean seesOnlyWindows() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        return !terminal && WindowLauncher.hasDisplay() && !isHeadless();
    }

    /** Says in a window why the console did not open, where only windows are seen. Commands without a window never do. */
    static void tell(CommandLine command, String sentence) {
        if (command.getParent() != null || !seesOnlyWindows()) {
            return;
        }
        try {
            WindowLauncher.tell(sentence);
        } catch (CommandFailure _) {
            // It was printed, and that the display takes no window is no news.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isHeadless() {
        return Boolean.getBoolean("java.awt.headless") || "Headless".equals(System.getProperty("glass.platform"));
    }
}
