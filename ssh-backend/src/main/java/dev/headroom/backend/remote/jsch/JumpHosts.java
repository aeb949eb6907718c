package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.SshTarget;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The sessions to jump hosts: one for each, shared by all hosts behind it, open until the last of them is closed. Safe
 * for several threads at once. See decision 0084.
 */
public final class JumpHosts {
    private final JschSettings settings;
    private final LoginQueue queue;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SshTarget, Shared> shared = new LinkedHashMap<>();

    private record Shared(SessionKeeper session, int users) {}

    /** @param queue the login queue of the fleet */
    public JumpHosts(JschSettings settings, LoginQueue queue) {
        this.settings = settings;
        this.queue = queue;
    }

    /** The session to a jump host, for one more user. */
    SessionKeeper use(SshTarget jump) {
        lock.lock();
        try {
            Shared known = shared.get(jump);
            SessionKeeper session = known == null
                    ? new SessionKeeper(jump, settings, queue, new Dialer(jump, settings, this))
                    : known.session;
            shared.put(jump, new Shared(session, known == null ? 1 : known.users + 1));
            return session;
        } finally {
            lock.unlock();
        }
    }

    /** One user less; the last one closes the session. */
    void leave(SshTarget jump) {
        lock.lock();
        try {
            Shared known = shared.get(jump);
            if (known != null && known.users > 1) {
                shared.put(jump, new Shared(known.session, known.users - 1));
            } else if (known != null) {
                shared.remove(jump);
                known.session.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The number of jump hosts that are in use. */
    int count() {
        lock.lock();
        try {
            return shared.size();
        } finally {
            lock.unlock();
        }
    }
}
