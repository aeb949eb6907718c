package dev.headroom.simulation.shell;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.ma2scf.model.HostId;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulated command that runs and prints for a long time: one thread runs it, another cuts its output into lines. */
final class SimulatedStream implements RemoteStream {
    private final HostId host;
    private final String text;
    private final SimulatedExec exec;
    private final Consumer<SimulatedStream> onEnd;

    private final BytePipe input = new BytePipe();
    private final BytePipe output = new BytePipe();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile Event terminal;
    private @Nullable Event last; // owned by the owner's thread

    SimulatedStream(HostId host, String text, SimulatedExec exec, Consumer<SimulatedStream> onEnd) {
        this.host = host;
        this.text = text;
        this.exec = exec;
        this.onEnd = onEnd;
        terminal = lost("it was closed here");
    }

    void start() {
        Thread.ofVirtual().name("simulated-stream-" + host.name()).start(this::execute);
        Thread.ofVirtual().name("simulated-lines-" + host.name()).start(this::cut);
    }

    private void execute() {
        try {
            int code = exec.run(text, input.reader(), output.writer(), error);
            terminal = new Event.Ended(code, error.toString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            terminal = new Event.Failed(SimulatedShell.failure(host, e));
        } finally {
            output.closeWriter();
        }
    }

    private void cut() {
        try (var lines = new BufferedReader(new InputStreamReader(output.reader(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                events.add(new Event.Line(line));
                line = lines.readLine();
            }
        } catch (IOException e) {
            terminal = lost("interrupted");
        }
        finish(terminal);
    }

    @Override
    public void send(String words) {
        try {
            input.writer().write(words.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            finish(lost("the command does not read its input"));
        }
    }

    @Override
    public Event next(Duration deadline) {
        if (last != null) {
            return last;
        }
        try {
            Event event = events.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
            if (event == null) {
                return new Event.Silent();
            }
            if (!(event instanceof Event.Line)) {
                last = event;
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            last = lost("the wait for its next line was interrupted");
            finish(last);
            return last;
        }
    }

    @Override
    public void close() {
        finish(lost("it was closed here"));
    }

    private Event lost(String cause) {
        return new Event.Failed(new RemoteFailure.Disconnected(host, cause));
    }

    private void finish(Event end) {
        if (finished.compareAndSet(false, true)) {
            events.add(end);
            input.closeWriter();
            output.closeReader();
            onEnd.accept(this);
        }
    }
}
