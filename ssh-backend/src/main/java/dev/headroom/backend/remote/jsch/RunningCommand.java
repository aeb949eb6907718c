package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One command from its start to its end. The first of these events decides the result: the command ended, it printed
 * too much, the connection broke, the deadline passed.
 */
final class RunningCommand {
    private final SshTarget target;
    private final Link.Up link;
    private final CommandLine command;
    private final int outputLimit;
    private final ExecChannel channel;
    private final CompletableFuture<RemoteResult> result = new CompletableFuture<>();
    private final Gathered output;
    private final Gathered error;

    RunningCommand(SshTarget target, Link.Up link, CommandLine command, int outputLimit) {
        this.target = target;
        this.link = link;
        this.command = command;
        this.outputLimit = outputLimit;
        channel = new ExecChannel(target, command, link);
        output = new Gathered(outputLimit, this::tooLarge, () -> {});
        error = new Gathered(outputLimit, this::tooLarge, this::ended);
    }

    RemoteResult run(Deadline limit) {
        Consumer<String> watcher = reason -> failed(channel.lost(reason), channel.maybeSent());
        link.life().watch(watcher);
        try {
            Thread.ofVirtual().name("headroom-run-" + target.host().name()).start(() -> start(limit));
            return result.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return giveUp(channel.timedOut(limit.whole()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return giveUp(channel.lost("the wait for its answer was interrupted"));
        } catch (ExecutionException e) {
            return giveUp(channel.fault("the command", e));
        } finally {
            link.life().forget(watcher);
        }
    }

    private RemoteResult giveUp(RemoteFailure failure) {
        failed(failure, channel.withdraw()); // before the channel closes, which would complete the result otherwise
        channel.disconnect();
        return result.join();
    }

    private void start(Deadline limit) {
        try {
            channel.start(output, error, limit)
                    .ifPresentOrElse(failure -> failed(failure, channel.maybeSent()), this::endInput);
        } catch (Throwable e) { // the caller waits for a result
            failed(channel.fault("its start", e), channel.maybeSent());
        }
    }

    private void endInput() {
        try {
            channel.endInput();
        } catch (IOException e) {
            failed(channel.lost("its input cannot be closed"), true);
        }
    }

    /** Called on the session's thread: no more comes on this channel. */
    private void ended() {
        channel.exitCode()
                .ifPresentOrElse(
                        code -> ended(new RemoteResult.Completed(code, output.text(), error.text())),
                        () -> failed(channel.lost(link.life().ended().orElse("the host told no exit code")), true));
    }

    private void ended(RemoteResult.Completed end) {
        ShutDoor.behind(target, end.exitCode(), !end.output().isEmpty(), end.error())
                .ifPresentOrElse(failure -> failed(failure, true), () -> result.complete(end));
    }

    private void tooLarge() {
        failed(new RemoteFailure.OutputTooLarge(target.host(), command.toShell(), outputLimit), true);
        channel.disconnect();
    }

    private void failed(RemoteFailure failure, boolean sent) {
        result.complete(new RemoteResult.Failed(failure, sent));
    }
}
