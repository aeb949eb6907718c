package dev.headroom.console.cli;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.RunningMaster;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.journal.FileTrouble;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.console.frame.Console;
import dev.headroom.console.frame.ConsoleInputs;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** Wires a master to a window and shows it until it is closed. */
public final class WindowLauncher {
    private WindowLauncher() {}

    /** Whether a window can be opened here, as far as the environment shows before the attempt. */
    public static boolean hasDisplay() {
        boolean linux =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
        String display = System.getenv().getOrDefault("DISPLAY", "");
        String wayland = System.getenv().getOrDefault("WAYLAND_DISPLAY", "");
        return !linux || !display.isBlank() || !wayland.isBlank();
    }

    /** Opens the console on a cluster; returns when the operator has closed the window. */
    static void show(ClusterFile file, Mode mode, Path stateFolder) throws InterruptedException {
        show(file, mode, stateFolder, RunningMaster::start);
    }

    /** Opens the console on a simulated cluster, which no operator has to adopt. */
    public static void showOwn(ClusterFile file, Mode mode, Path stateFolder) throws InterruptedException {
        show(file, mode, stateFolder, RunningMaster::startAdopting);
    }

    /** Starts a master. */
    private interface Starting {
        RunningMaster start(ClusterConnection connection, Mode mode, Path folder, StateSink sink) throws IOException;
    }

    private static void show(ClusterFile file, Mode mode, Path stateFolder, Starting starting)
            throws InterruptedException {
        if (!hasDisplay()) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "There is no display to open the window on. Use 'headroom master' for a console without a window,"
                            + " or 'headroom demo --headless'.");
        }
        StateBridge<ControlState> bridge = new StateBridge<>();
        try (ClusterConnection connection = Clusters.connect(file);
                RunningMaster running = starting.start(connection, mode, stateFolder, bridge::accept)) {
            VmMaster master = running.master();
            // A refusal comes back as a notice in the state.
            showWindow(new ConsoleInputs(
                    file.name(),
                    intent -> {
                        var _ = master.submit(intent);
                    },
                    master::tryAgain,
                    System.getProperty("user.name", "operator"),
                    bridge,
                    file.policy().reserve(),
                    SteadyClock.ofThisProcess(),
                    LookFile.in(ClusterOptions.stateFolders(), System.err::println)));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The state folder %s cannot be used (%s). Mend that, or name another with --state."
                            .formatted(stateFolder, FileTrouble.of(e)),
                    e);
        }
    }

    private static void showWindow(ConsoleInputs inputs) throws InterruptedException {
        Onlooker.shown(stage -> Console.show(stage, inputs));
    }
}
