package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.SshTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A command that runs and prints for a long time, over one channel. The session's thread puts the lines
 * of a packet into a queue, which wakes the reader once, and never waits for the reader, since all channels of the host share that thread: if the reader falls too far behind,
 * the stream ends.
 */
final class JschRemoteStream implements RemoteStream {
    private static final int ERROR_TAIL = 8 << 10;
    private static final int LARGEST_UNSENT_COUNT = 1024;

    private final SshTarget target;
    private final CommandLine command;
    private final Link.Up link;
    private final ExecChannel channel;
    private final int outputLimit;
    private final Consumer<RemoteFailure> refusals;

    private final LineSplitter output;
    private final Tail error = new Tail(ERROR_TAIL, this::ended);
    private final BlockingQueue<List<Event>> events = new LinkedBlockingQueue<>();
    private final AtomicLong unread = new AtomicLong();
    private final AtomicBoolean finished = new AtomicBoolean();
    private volatile boolean printed;
    private volatile @Nullable Event terminal;
    private final Consumer<String> watcher = this::lost;
    private final ThreadPoolExecutor sender;
    private Iterator<Event> arrived = Collections.emptyIterator(); // owned by the owner's thread
    private @Nullable Event last; // owned by the owner's thread

    private JschRemoteStream(
            SshTarget target, CommandLine command, Link.Up link, int outputLimit, Consumer<RemoteFailure> refusals) {
        this.refusals = refusals;
        this.target = target;
        this.command = command;
        this.link = link;
        this.outputLimit = outputLimit;
        channel = new ExecChannel(target, command, link);
        output = new LineSplitter(outputLimit, this::lines, this::tooFarBehind);
        // No thread between two requests: a thousand hosts would keep a thousand.
        sender = new ThreadPoolExecutor(
                0,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LARGEST_UNSENT_COUNT),
                Thread.ofVirtual().name("headroom-send-" + target.host().name()).factory());
    }

    /**
     * Opens the channel; a failure becomes the first event.
     *
     * @param refusals takes why the host ran no command, on the session's thread
     */
    static RemoteStream start(
            SshTarget target,
            CommandLine command,
            Link.Up link,
            int outputLimit,
            Deadline limit,
            Consumer<RemoteFailure> refusals) {
        var stream = new JschRemoteStream(target, command, link, outputLimit, refusals);
        link.life().watch(stream.watcher);
        var started = new CompletableFuture<Optional<RemoteFailure>>();
        Thread.ofVirtual()
                .name("headroom-open-" + target.host().name())
                .start(() -> started.complete(stream.begin(limit)));
        try {
            started.get(limit.left().toNanos(), TimeUnit.NANOSECONDS).ifPresent(stream::fail);
        } catch (TimeoutException e) {
            stream.fail(stream.channel.timedOut(limit.whole()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stream.fail(stream.channel.lost("the wait for its start was interrupted"));
        } catch (ExecutionException e) {
            stream.fail(stream.channel.fault("its start", e));
        }
        return stream;
    }

    /** Starts the command and returns in every case, since the opening thread waits for the result. */
    private Optional<RemoteFailure> begin(Deadline limit) {
        try {
            return channel.start(output, error, limit);
        } catch (Throwable e) {
            return Optional.of(channel.fault("its start", e));
        }
    }

    @Override
    public void send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            sender.execute(() -> write(bytes));
        } catch (RejectedExecutionException e) {
            fail(channel.lost("the command does not read its input")); // does nothing on a stream that has ended
        }
    }

    private void write(byte[] bytes) {
        try {
            // One for each request: JSch's holds a packet of the host's size, 32 KB, as long as it lives.
            OutputStream input = channel.input();
            input.write(bytes);
            input.flush();
        } catch (IOException e) {
            fail(channel.lost(link.life().ended().orElse("its input is closed")));
        } catch (Throwable e) {
            fail(channel.fault("writing to it", e));
        }
    }

    @Override
    public Event next(Duration deadline) {
        if (last != null) {
            return last;
        }
        try {
            if (!arrived.hasNext()) {
                List<Event> together = events.poll(deadline.toNanos(), TimeUnit.NANOSECONDS);
                if (together == null) {
                    Event end = terminal; // the queue may have had no memory for it
                    if (end != null) {
                        last = end;
                        return end;
                    }
                    return new Event.Silent();
                }
                arrived = together.iterator();
            }
            Event event = arrived.next();
            if (!arrived.hasNext()) {
                arrived = Collections.emptyIterator(); // a list keeps its lines until the host's next packet
            }
            switch (event) {
                case Event.Line(var text) -> unread.addAndGet(-weight(text));
                case Event.Ended _, Event.Failed _ -> last = event;
                case Event.Silent _ -> {
                    // never in the queue
                }
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(channel.lost("the wait for its next line was interrupted"));
            last = new Event.Failed(channel.lost("the wait for its next line was interrupted"));
            return last;
        }
    }

    @Override
    public void close() {
        fail(channel.lost("it was closed here"));
    }

    private void lines(List<String> together) {
        printed = true;
        if (finished.get()) {
            return;
        }
        long weight = together.stream().mapToLong(JschRemoteStream::weight).sum();
        if (unread.addAndGet(weight) > outputLimit) {
            tooFarBehind();
        } else {
            events.add(together.stream().<Event>map(Event.Line::new).toList());
        }
    }

    /** The approximate memory that a waiting line takes, in bytes: each line costs a fixed part besides its text. */
    private static int weight(String text) {
        return text.length() + 64;
    }

    private void tooFarBehind() {
        fail(new RemoteFailure.OutputTooLarge(target.host(), command.toShell(), outputLimit));
    }

    /** Ends the stream: no more comes on this channel. Called on the session's thread. */
    private void ended() {
        channel.exitCode()
                .ifPresentOrElse(
                        code -> {
                            output.finish();
                            ShutDoor.behind(target, code, printed, error.text())
                                    .ifPresentOrElse(this::refused, () -> finish(new Event.Ended(code, error.text())));
                        },
                        () -> lost(link.life().ended().orElse("the host told no exit code")));
    }

    private void refused(RemoteFailure failure) {
        fail(failure); // first, since the session may end next
        refusals.accept(failure);
    }

    private void lost(String reason) {
        fail(channel.lost(reason));
    }

    private void fail(RemoteFailure failure) {
        finish(new Event.Failed(failure));
    }

    private void finish(Event end) {
        if (finished.compareAndSet(false, true)) {
            terminal = end;
            try {
                events.add(List.of(end));
            } finally {
                link.life().forget(watcher);
                sender.shutdown();
                channel.withdraw();
                channel.disconnect();
            }
        }
    }
}
