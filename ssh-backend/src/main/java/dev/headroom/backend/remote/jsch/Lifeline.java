package dev.headroom.backend.remote.jsch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a session lives, and the watchers to call when it ends. Safe for several threads at once. */
final class Lifeline {
    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Consumer<String>> watchers = new LinkedHashSet<>();
    private @Nullable String reason;
    private final AtomicLong signs = new AtomicLong();

    /** Bytes have come from the host. */
    void heard() {
        signs.incrementAndGet();
    }

    /** How often bytes have come from the host. */
    long signs() {
        return signs.get();
    }

    /** Ends the life; only the first reason counts. Calls the watchers on this thread. */
    void end(String why) {
        List<Consumer<String>> told;
        lock.lock();
        try {
            if (reason != null) {
                return;
            }
            reason = why;
            told = new ArrayList<>(watchers);
            watchers.clear();
        } finally {
            lock.unlock();
        }
        told.forEach(watcher -> tell(watcher, why));
    }

    /** Calls one watcher; its failure must not keep the others from being called. */
    private static void tell(Consumer<String> watcher, String why) {
        try {
            watcher.accept(why);
        } catch (Throwable e) {
            LOG.error("A watcher of a connection failed", e);
        }
    }

    /** Why the session ended; empty while it lives. */
    Optional<String> ended() {
        lock.lock();
        try {
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Calls the watcher once when the session ends, at once if it has ended. */
    void watch(Consumer<String> watcher) {
        String over;
        lock.lock();
        try {
            over = reason;
            if (over == null) {
                watchers.add(watcher);
            }
        } finally {
            lock.unlock();
        }
        if (over != null) {
            watcher.accept(over);
        }
    }

    /** Removes a watcher: a session lives for weeks and runs many commands, each with a watcher of its own. */
    void forget(Consumer<String> watcher) {
        lock.lock();
        try {
            watchers.remove(watcher);
        } finally {
            lock.unlock();
        }
    }
}
