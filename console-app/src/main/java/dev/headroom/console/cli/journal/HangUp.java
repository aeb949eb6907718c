package dev.headroom.console.cli.journal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The signal HUP for a process without a terminal, by which logrotate and operators ask for new files. A process with a
 * terminal ends by it, as before: there it means that the terminal is gone. See decision 0112.
 */
public final class HangUp {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private HangUp() {}

    /** Has {@code action} run, on a thread of its own, at each signal HUP; false where that signal means the end. */
    public static boolean onSignal(Runnable action) {
        return !hasTerminal() && handled(action);
    }

    private static boolean hasTerminal() {
        try (InputStream terminal = Files.newInputStream(TERMINAL)) {
            return terminal != null;
        } catch (IOException _) {
            return false;
        }
    }

    /** By handles, as the compiler knows no class of that module: it may be missing in a later Java. */
    static boolean handled(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            MethodHandle run = lookup.findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
            MethodHandle handling = MethodHandles.dropArguments(run.bindTo(action), 0, signal);
            Object hangUp = lookup.findConstructor(signal, MethodType.methodType(void.class, String.class))
                    .invoke("HUP");
            lookup.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                    .invoke(hangUp, MethodHandleProxies.asInterfaceInstance(handler, handling));
            return true;
        } catch (Throwable e) { // what a handle throws; also: no such signal on this system, or taken by Java itself
            return false;
        }
    }
}
