package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SshTarget;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One command on one JSch channel, with the knowledge whether the host may have seen it.
 *
 * <pre>
 * WAITING ──start──► OFFERED          from here on the host may run it
 *   │                └──────► REFUSED   the channel did not open: certainly never sent
 *   └────withdraw──► WITHDRAWN         certainly never sent
 * </pre>
 *
 * JSch closes the error stream exactly once, on the thread of the session, when the channel has ended. The exit
 * status has come by then, if it comes at all, so no polling is needed.
 */
final class ExecChannel {
    private static final Logger LOG = LoggerFactory.getLogger(ExecChannel.class);

    private enum Phase {
        WAITING,
        OFFERED,
        REFUSED,
        WITHDRAWN
    }

    private static final Map<String, Integer> SIGNALS = Map.ofEntries(
            Map.entry("HUP", 1),
            Map.entry("INT", 2),
            Map.entry("QUIT", 3),
            Map.entry("ILL", 4),
            Map.entry("ABRT", 6),
            Map.entry("FPE", 8),
            Map.entry("KILL", 9),
            Map.entry("SEGV", 11),
            Map.entry("PIPE", 13),
            Map.entry("ALRM", 14),
            Map.entry("TERM", 15));

    private final SshTarget target;
    private final CommandLine command;
    private final Link.Up link;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile @Nullable ChannelExec channel;

    ExecChannel(SshTarget target, CommandLine command, Link.Up link) {
        this.target = target;
        this.command = command;
        this.link = link;
    }

    /**
     * Opens the channel and sends the command; blocks. Call on a thread of JSch's own.
     *
     * @param output receives standard output; if it throws, the channel ends
     * @param error receives standard error, must not throw, and is closed when the channel has ended
     * @return the failure, if the host has not taken the command
     */
    Optional<RemoteFailure> start(OutputStream output, OutputStream error, Deadline limit) {
        try {
            var exec = (ChannelExec) link.session().openChannel("exec");
            exec.setCommand(command.toShell().getBytes(StandardCharsets.UTF_8));
            exec.setOutputStream(output, true);
            exec.setErrStream(error, false);
            channel = exec;
            if (!phase.compareAndSet(Phase.WAITING, Phase.OFFERED)) {
                return Optional.of(lost("the wait for it has ended"));
            }
            exec.connect(
                    (int) Math.max(1, Math.min(Integer.MAX_VALUE, limit.left().toMillis())));
            return Optional.empty();
        } catch (JSchException e) {
            LOG.debug("The channel to {} failed", target.host().name(), e);
            return Optional.of(refused(String.valueOf(e.getMessage()), limit));
        } catch (Throwable e) { // an error of JSch: the channel is over, whatever JSch was doing
            return Optional.of(fault("the channel", e));
        }
    }

    /** The failure for an exception that no code here expects. */
    RemoteFailure fault(String what, Throwable e) {
        LOG.error("A channel to {} ended in a fault", target.host().name(), e);
        return lost("%s ended in a fault of Headroom, which its log describes".formatted(what));
    }

    /**
     * The failure for JSch's two messages about a channel that was not opened, on which no command was sent; else a
     * lost connection.
     */
    private RemoteFailure refused(String message, Deadline limit) {
        boolean notOpened = message.equals("channel is not opened.");
        if (notOpened || message.equals("session is down")) {
            phase.set(Phase.REFUSED);
        }
        if (!notOpened || !link.isUp()) {
            return lost(link.life().ended().orElse("the channel for the command failed"));
        }
        return limit.isOver()
                ? timedOut(limit.whole())
                : new RemoteFailure.NoFurtherChannel(target.host(), target.address());
    }

    /**
     * Withdraws the command: if it was not sent yet, it never will be. Returns whether the host may run it, now or
     * later.
     */
    boolean withdraw() {
        boolean neverSent = phase.compareAndSet(Phase.WAITING, Phase.WITHDRAWN) || phase.get() != Phase.OFFERED;
        return !neverSent;
    }

    boolean maybeSent() {
        return phase.get() == Phase.OFFERED;
    }

    /** Ends the channel, on a thread of JSch's own. */
    void disconnect() {
        ChannelExec open = channel;
        if (open != null) {
            Hangup.of(open::disconnect);
        }
    }

    /** Ends the command's input; blocks. */
    void endInput() throws IOException {
        input().close();
    }

    OutputStream input() throws IOException {
        ChannelExec open = channel;
        if (open == null) {
            throw new IOException("not started");
        }
        return open.getOutputStream();
    }

    /**
     * The exit code once the channel has ended; after a signal 128 and its number, as in a shell; empty if the host
     * did not say.
     */
    Optional<Integer> exitCode() {
        ChannelExec open = channel;
        if (open == null) {
            return Optional.empty();
        }
        return open.getExitStatus() >= 0
                ? Optional.of(open.getExitStatus())
                : Optional.ofNullable(open.getExitSignal()).map(signal -> 128 + SIGNALS.getOrDefault(signal, 0));
    }

    RemoteFailure lost(String reason) {
        return new RemoteFailure.Disconnected(target.host(), reason);
    }

    RemoteFailure timedOut(Duration deadline) {
        return new RemoteFailure.TimedOut(target.host(), command.toShell(), deadline);
    }
}
