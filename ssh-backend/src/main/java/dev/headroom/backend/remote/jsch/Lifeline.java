package dev.headroom.backend.remote.jsch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a session lives, and whom to tell once it does not. Safe for several threads at once. */
final class Lifeline {
    private static final Logger LOG = LoggerFactory.getLogger(Lifeline.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Consumer<String>> watchers = new LinkedHashSet<>();
    private @Nullable String reason;

    /** Ends the life; only the first reason counts. Watchers are told on this thread. */
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

    /** One that fails must not keep the news from the others. */
    private static void tell(Consumer<String> watcher, String why) {
        try {
            watcher.accept(why);
        } catch (Throwable e) {
            LOG.error("A watcher of a connection failed", e);
        }
    }

    /** Why it ended; empty while it lives. */
    Optional<String> ended() {
        lock.lock();
        try {
            return Optional.ofNullable(reason);
        } finally {
            lock.unlock();
        }
    }

    /** Tells the watcher once, at once if it is already over. */
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

    /** A session lives for weeks and sees many commands: each takes its watcher along. */
    void forget(Consumer<String> watcher) {
        lock.lock();
        try {
            watchers.remove(watcher);
        } finally {
            lock.unlock();
        }
    }
}
