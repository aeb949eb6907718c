package dev.headroom.backend.agent;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A host that answers each request with a text, or not at all. */
final class FakeHost implements RemoteShell {
    private final HostId host;
    private final Function<String, String> answer;
    volatile RemoteStream.@Nullable Event failure;

    FakeHost(HostId host, Function<String, String> answer) {
        this.host = host;
        this.answer = answer;
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
        LinkedBlockingQueue<RemoteStream.Event> events = new LinkedBlockingQueue<>();
        return new RemoteStream() {
            @Override
            public void send(String text) {
                RemoteStream.Event broken = failure;
                if (broken != null) {
                    events.add(broken);
                } else {
                    answer.apply(text).lines().forEach(line -> events.add(new Event.Line(line)));
                }
            }

            @Override
            public Event next(Duration left) {
                try {
                    Event event = events.poll(left.toMillis(), TimeUnit.MILLISECONDS);
                    return event == null ? new Event.Silent() : event;
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }

            @Override
            public void close() {
                events.add(new Event.Ended(0, ""));
            }
        };
    }

    @Override
    public void close() {}
}
