package dev.headroom.backend.remote.jsch.line;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The ProxyCommands that run: none may outlive this process, which may be told to end at any time. */
final class RunningCommands {
    private static final Set<Process> ALL = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RunningCommands::end, "headroom-proxy-end"));
    }

    private RunningCommands() {}

    static void add(Process process) {
        ALL.add(process);
        var _ = process.onExit().thenAccept(ALL::remove);
    }

    private static void end() {
        ALL.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        });
    }
}
