package dev.headroom.simulation.shell;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.HostId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A simulated host without a network, with the same results as over SSH. Deadlines are in the machine's time. A host
 * that throws a {@link ConnectException} is unreachable; one that throws another {@link IOException} has lost the
 * connection while the command ran. Safe for several threads at once.
 */
public final class SimulatedShell implements RemoteShell {
    private final HostId host;
    private final SimulatedExec exec;
    private final Set<SimulatedStream> streams = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public SimulatedShell(HostId host, SimulatedExec exec) {
        this.host = host;
        this.exec = exec;
    }

    @Override
    public HostId host() {
        return host;
    }

    @Override
    public RemoteResult run(CommandLine command, Duration deadline) {
        if (closed) {
            return new RemoteResult.Failed(closedFailure(), false);
        }
        var result = new CompletableFuture<RemoteResult>();
        Thread runner = Thread.ofVirtual()
                .name("simulated-" + host.name())
                .start(() -> result.complete(runToEnd(command.toShell())));
        try {
            return result.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            runner.interrupt();
            return new RemoteResult.Failed(new RemoteFailure.TimedOut(host, command.toShell(), deadline), true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            runner.interrupt();
            return new RemoteResult.Failed(new RemoteFailure.Disconnected(host, "the wait was interrupted"), true);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A simulated command answers with a value, always.", e);
        }
    }

    private RemoteResult runToEnd(String text) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        try {
            int code = exec.run(text, InputStream.nullInputStream(), out, err);
            return new RemoteResult.Completed(
                    code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            return new RemoteResult.Failed(failure(host, e), !(e instanceof ConnectException));
        }
    }

    @Override
    public RemoteStream open(CommandLine command, Duration deadline) {
        var stream = new SimulatedStream(host, command.toShell(), exec, streams::remove);
        streams.add(stream);
        if (closed) {
            stream.close();
        } else {
            stream.start();
        }
        return stream;
    }

    static RemoteFailure failure(HostId host, IOException e) {
        String cause = e.getMessage() == null ? e.toString() : e.getMessage();
        return e instanceof ConnectException
                ? new RemoteFailure.Unreachable(host, "the simulation", cause)
                : new RemoteFailure.Disconnected(host, cause);
    }

    private RemoteFailure closedFailure() {
        return new RemoteFailure.Disconnected(host, "it was closed here");
    }

    @Override
    public void close() {
        closed = true;
        streams.forEach(SimulatedStream::close);
    }
}
