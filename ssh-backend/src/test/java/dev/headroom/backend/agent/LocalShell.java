package dev.headroom.backend.agent;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.HostId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** This machine as a host: commands run in a shell of it, with only the given folders on the path. */
final class LocalShell implements RemoteShell {
    private final HostId host;
    private final List<String> shell;
    private final String path;

    LocalShell(HostId host, List<String> shell, Path... folders) {
        this.host = host;
        this.shell = List.copyOf(shell);
        this.path =
                String.join(":", List.of(folders).stream().map(Path::toString).toList());
    }

    @Override
    public HostId host() {
        return host;
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        List<String> words = new ArrayList<>(shell);
        words.addAll(command.arguments().subList(1, command.arguments().size()));
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().clear();
        builder.environment().put("PATH", path);
        try {
            return new LocalStream(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {}

    private final class LocalStream implements RemoteStream {
        private final Process process;
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();

        LocalStream(Process process) {
            this.process = process;
            Thread.ofVirtual().start(() -> {
                try (BufferedReader reader =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                    reader.lines().forEach(line -> events.add(new Event.Line(line)));
                    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
                    events.add(new Event.Ended(process.waitFor(), error));
                } catch (IOException | UncheckedIOException | InterruptedException e) {
                    events.add(new Event.Failed(new RemoteFailure.Disconnected(host, e.toString())));
                }
            });
        }

        @Override
        public void send(String text) {
            try {
                Writer writer = process.outputWriter(StandardCharsets.UTF_8);
                writer.write(text);
                writer.flush();
            } catch (IOException _) {
                // The end of the process is seen by whoever reads.
            }
        }

        @Override
        public Event next(Duration deadline) {
            try {
                Event event = events.poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
                return event == null ? new Event.Silent() : event;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return new Event.Failed(new RemoteFailure.Disconnected(host, "interrupted"));
            }
        }

        @Override
        public void close() {
            process.destroy();
        }
    }
}
