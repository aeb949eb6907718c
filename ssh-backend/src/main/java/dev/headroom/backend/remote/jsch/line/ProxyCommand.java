package dev.headroom.backend.remote.jsch.line;

import java.io.BufferedReader;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a ProxyCommand, whose standard input and output are the connection. It ends with the connection, its
 * children with it. See decision 0084.
 */
public final class ProxyCommand {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyCommand.class);
    private static final long GRACE_MILLIS = 2_000;
    private static final int LONGEST_LINE = 500;

    private final Process process;
    private final Inflow in = new Inflow();
    private final CompletableFuture<String> lastWords = new CompletableFuture<>();

    private ProxyCommand(Process process) {
        this.process = process;
    }

    /**
     * Starts the command with the user's shell, as ssh does.
     *
     * @throws IOException if there is no such shell
     */
    public static StreamSocket start(String line) throws IOException {
        var command = new ProxyCommand(new ProcessBuilder(shell(line)).start());
        RunningCommands.add(command.process);
        command.pump("err", command::readErrors);
        command.pump("out", command::readOutput);
        return new StreamSocket(command.in, new Forgiving(command.process.getOutputStream()), command::stop);
    }

    private static List<String> shell(String line) {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return List.of("cmd.exe", "/d", "/s", "/c", line);
        }
        String shell = Optional.ofNullable(System.getenv("SHELL"))
                .filter(name -> !name.isBlank())
                .orElse("/bin/sh");
        return List.of(shell, "-c", "exec " + line);
    }

    private void pump(String name, Runnable work) {
        Thread.ofPlatform()
                .daemon()
                .name("headroom-proxy-%s-%d".formatted(name, process.pid()))
                .start(work);
    }

    private void readOutput() {
        try (InputStream output = process.getInputStream()) {
            byte[] buffer = new byte[16 << 10];
            int count = output.read(buffer);
            while (count >= 0) {
                in.put(buffer, 0, count);
                count = in.awaitRoom() ? output.read(buffer) : -1;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("The output of a ProxyCommand cannot be read", e);
        } finally {
            in.end("its ProxyCommand " + howItEnded());
        }
    }

    /** Reads standard error to its end, so that a talkative command is never blocked; keeps the last line. */
    private void readErrors() {
        String last = "";
        try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
            last = LastLine.of(errors, LONGEST_LINE);
        } catch (IOException e) {
            LOG.debug("The errors of a ProxyCommand cannot be read", e);
        } finally {
            lastWords.complete(last);
        }
    }

    /** Waits a little for the end of a command that has closed its output: it is most often about to end. */
    private String howItEnded() {
        String how;
        try {
            how = process.waitFor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                    ? "ended with exit code %d".formatted(process.exitValue())
                    : "closed its output";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            how = "closed its output";
        }
        String said = lastWords
                .completeOnTimeout("", GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .join();
        return said.isEmpty() ? how : "%s and said last: %s".formatted(how, said);
    }

    /** Ends the command and what it has started; what does not obey is killed. */
    private void stop() {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        CompletableFuture.delayedExecutor(GRACE_MILLIS, TimeUnit.MILLISECONDS)
                .execute(() -> all.forEach(ProcessHandle::destroyForcibly));
    }

    /** Input of a command. That the command has ended is told by the end of its output, with its last words. */
    private static final class Forgiving extends FilterOutputStream {
        Forgiving(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                LOG.debug("A ProxyCommand does not read its input", e);
            }
        }

        @Override
        public void flush() {
            try {
                out.flush();
            } catch (IOException e) {
                LOG.debug("A ProxyCommand does not read its input", e);
            }
        }
    }
}
