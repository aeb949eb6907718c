package dev.headroom.backend.remote.openssh;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real ssh-agent of its own. */
final class RealAgent implements AutoCloseable {
    private final Path socket;
    private final Process process;

    private RealAgent(Path socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    static RealAgent start(Path socket) throws Exception {
        Process process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        TestPatience.until("the agent listens", () -> Files.exists(socket), () -> "no socket");
        return new RealAgent(socket, process);
    }

    Path socket() {
        return socket;
    }

    /** {@code ssh-add} with these arguments. */
    RealAgent add(String... arguments) throws IOException, InterruptedException {
        return add(Map.of(), arguments);
    }

    /** @param environment such as a program that answers for the passphrase */
    RealAgent add(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ssh-add", "-q"));
        command.addAll(List.of(arguments));
        var all = new HashMap<>(environment);
        all.put("SSH_AUTH_SOCK", socket.toString());
        all.put("PATH", "/usr/bin:/bin");
        Processes.Ended ended = Processes.toTheEnd(command, all);
        if (ended.code() != 0) {
            throw new IOException("%s: %s".formatted(command, ended.said()));
        }
        return this;
    }

    @Override
    public void close() {
        Processes.endAll(process);
    }
}
