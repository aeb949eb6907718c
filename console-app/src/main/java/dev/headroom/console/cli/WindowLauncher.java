package dev.headroom.console.cli;

import dev.headroom.backend.link.Caller;
import java.util.Locale;

/** Opens the window of a cluster, where there is a display and the program has a window. */
public final class WindowLauncher {
    private WindowLauncher() {}

    /** Whether a window can be opened here, as far as the environment shows before the attempt. */
    public static boolean hasDisplay() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        boolean drawnToMemory = "Headless".equals(System.getProperty("glass.platform"));
        String display = System.getenv().getOrDefault("DISPLAY", "");
        String wayland = System.getenv().getOrDefault("WAYLAND_DISPLAY", "");
        return !linux || drawnToMemory || !display.isBlank() || !wayland.isBlank();
    }

    /** Whether the window's modules are there: a program for servers leaves them out. See decision 0012. */
    static boolean hasToolkit() {
        return ClassLoader.getSystemResource("javafx/stage/Stage.class") != null;
    }

    /**
     * Opens the window at once, with no state in it yet; the caller finds out where the cluster is and then calls {@link
     * OpenWindow#show}.
     *
     * @param cluster the cluster's name
     * @param reserve part of each server that is never lent, 0 to below 1
     */
    public static OpenWindow open(String cluster, double reserve) throws InterruptedException {
        refuseWithout(
                hasToolkit(),
                "This program has no window: its package is for servers. Install the package headroom for a window, or use"
                        + " '%s master' for a console without one.".formatted(Caller.command()));
        refuseWithout(
                hasDisplay(),
                "There is no display to open the window on. Use 'headroom master' for a console without a window,"
                        + " or 'headroom demo --headless'.");
        return OpenWindow.open(cluster, reserve);
    }

    private static void refuseWithout(boolean condition, String sentence) {
        if (!condition) {
            throw new CommandFailure(ExitCode.BAD_INPUT, sentence);
        }
    }
}
