package dev.headroom.backend.act;

import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.ma2scf.model.HostId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/**
 * Runs the commands of one host. Commands that change the same service or container run one after the other, in the
 * order in which they came. Others run side by side, so a command that hangs holds up no other service; but only a few
 * at once, because an sshd allows ten sessions on a connection. Safe for several threads at once.
 */
final class HostLanes implements AutoCloseable {
    private static final int SESSIONS = 4;

    private final RemoteShell shell;
    private final Semaphore sessions = new Semaphore(SESSIONS, true);
    private final Map<Object, ExecutorService> lanes = new HashMap<>();
    private boolean closed;

    HostLanes(RemoteShell shell) {
        this.shell = shell;
    }

    RemoteShell shell() {
        return shell;
    }

    HostId host() {
        return shell.host();
    }

    /**
     * Runs {@code command} after those that came before it for the same subject.
     *
     * @param subject the service or container that the command changes
     * @throws RejectedExecutionException after {@link #close}
     */
    synchronized void execute(Object subject, Runnable command) {
        if (closed) {
            throw new RejectedExecutionException("closed");
        }
        lanes.computeIfAbsent(subject, _ -> lane()).execute(() -> {
            sessions.acquireUninterruptibly();
            try {
                command.run();
            } finally {
                sessions.release();
            }
        });
    }

    private ExecutorService lane() {
        return Executors.newSingleThreadExecutor(
                Thread.ofVirtual().name("act-" + host().name()).factory());
    }

    /** Takes no more commands and waits for those on the way. */
    @Override
    public void close() {
        open().forEach(ExecutorService::close);
    }

    private synchronized List<ExecutorService> open() {
        closed = true;
        return List.copyOf(lanes.values());
    }
}
