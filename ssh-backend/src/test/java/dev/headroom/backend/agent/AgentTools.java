package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.ma2scf.model.HostId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A folder of tools that do what a test wants, and agents that find no others. */
final class AgentTools {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    /** What is asked, and the golden file that answers it. */
    private static final Map<String, String> LISTINGS = Map.of(
            "-Sn", "Sn",
            "-Ln", "Ln",
            "-Ln --stats --exact", "Ln-stats-exact",
            "-Ln --thresholds", "Ln-thresholds",
            "-Ln --persistent-conn", "Ln-persistent-conn");

    private final Path folder;
    private final List<Path> path;

    private AgentTools(Path folder, List<Path> path) {
        this.folder = folder;
        this.path = List.copyOf(path);
    }

    /** With what every host has beside them. */
    static AgentTools in(Path folder) {
        return new AgentTools(folder, List.of(folder, Path.of("/usr/bin"), Path.of("/bin")));
    }

    /** With nothing but the programs that are named, of busybox where it says so. */
    static AgentTools only(Path folder, String... programs) throws IOException {
        for (String program : programs) {
            boolean applet = program.startsWith("busybox ");
            String name = program.substring(program.indexOf(' ') + 1);
            Files.createSymbolicLink(folder.resolve(name), program(applet ? "busybox" : name));
        }
        return new AgentTools(folder, List.of(folder));
    }

    static Path program(String name) {
        return folders(name).findFirst().orElseThrow();
    }

    static boolean has(String name) {
        return folders(name).findFirst().isPresent();
    }

    private static Stream<Path> folders(String name) {
        return Stream.of("/usr/bin", "/bin").map(f -> Path.of(f, name)).filter(Files::isExecutable);
    }

    /** The shells of this machine that are known to run the script. */
    static Stream<List<String>> shells() {
        return Stream.of(List.of("dash"), List.of("busybox", "ash"), List.of("bash"), List.of("bash", "--posix"))
                .filter(shell -> has(shell.getFirst()))
                .map(shell -> Stream.concat(
                                Stream.of(program(shell.getFirst()).toString()),
                                shell.stream().skip(1))
                        .toList());
    }

    void tool(String name, String body) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** An {@code ipvsadm} that lists the golden table, each line as {@code change} makes it; what it is asked goes to the file "asked". */
    void ipvsadm(UnaryOperator<String> change) throws IOException {
        StringBuilder script = new StringBuilder("echo \"$*\" >>'%s'\ncase $* in\n".formatted(file("asked")));
        for (Map.Entry<String, String> listing : LISTINGS.entrySet()) {
            Path file = file(listing.getValue());
            Files.write(
                    file,
                    Golden.lines("director/" + listing.getValue() + ".txt").stream()
                            .map(change)
                            .toList());
            script.append("'%s') /bin/cat '%s' ;;\n".formatted(listing.getKey(), file));
        }
        tool(
                "ipvsadm",
                script + "'-Ln --daemon') echo 'backup sync daemon (mcast=eth0, syncid=1)' ;;\n*) exit 2 ;;\nesac");
    }

    List<String> lines(String file) throws IOException {
        Path found = folder.resolve(file);
        return Files.exists(found) ? Files.readAllLines(found) : List.of();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts an agent; its first frame comes by itself. */
    Agent agent(HostId host, List<String> shell, CommandLine command) {
        LocalShell local = new LocalShell(host, shell, path.toArray(Path[]::new));
        RemoteStream stream = local.open(command, DEADLINE);
        stream.send(AgentScript.text(host, Runtimes.USUAL));
        return new Agent(stream, new FrameReader(), new ArrayList<>());
    }

    /** An agent and what it has said that was no frame. */
    record Agent(RemoteStream stream, FrameReader reader, List<Event> ends) implements AutoCloseable {
        Frame frame() {
            return next().orElseThrow(() -> new AssertionError("no frame but " + ends));
        }

        Frame frame(String request) {
            stream.send(request + "\n");
            return frame();
        }

        /** The next frame; empty when the stream ends without one. */
        Optional<Frame> next() {
            Event event = stream.next(DEADLINE);
            while (event instanceof Event.Line(String line)) {
                Optional<Frame> frame = reader.accept(line);
                if (frame.isPresent()) {
                    return frame;
                }
                event = stream.next(DEADLINE);
            }
            ends.add(event);
            return Optional.empty();
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
