package dev.headroom.backend.remote.jsch.line;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Bytes that one thread brings and another reads, with a time limit for a read. Safe for several threads at once. */
public final class Inflow extends InputStream {
    private static final int MOST_BYTES = 4 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int offset;
    private int waiting;
    private int timeoutMillis;
    private @Nullable String end;

    /**
     * Brings bytes without ever waiting for the reader: the bringing thread may serve other connections too. A reader
     * that is too far behind loses its connection.
     */
    public void put(byte[] bytes, int from, int length) {
        lock.lock();
        try {
            if (end == null && length > 0) {
                chunks.add(Arrays.copyOfRange(bytes, from, from + length));
                waiting += length;
                if (waiting > MOST_BYTES) {
                    end = "more than %d bytes were not read".formatted(MOST_BYTES);
                }
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the reader is less than half the limit behind; false once the connection has ended. */
    boolean awaitRoom() throws InterruptedException {
        lock.lock();
        try {
            while (end == null && waiting > MOST_BYTES / 2) {
                changed.await();
            }
            return end == null;
        } finally {
            lock.unlock();
        }
    }

    /** No more bytes come; only the first reason counts. What was brought is still read. */
    public void end(String why) {
        lock.lock();
        try {
            if (end == null) {
                end = why;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Why no more bytes come; empty while they may. */
    Optional<String> ended() {
        lock.lock();
        try {
            return Optional.ofNullable(end);
        } finally {
            lock.unlock();
        }
    }

    /** The time limit of each later read; 0 for none. */
    void limit(int millis) {
        lock.lock();
        try {
            timeoutMillis = millis;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (chunks.isEmpty() && end == null) {
                if (timeoutMillis == 0) {
                    changed.await();
                } else if (left <= 0) {
                    throw new SocketTimeoutException("Read timed out");
                } else {
                    left = changed.awaitNanos(left);
                }
            }
            return chunks.isEmpty() ? -1 : take(buffer, from, length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the wait for the next byte was interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] buffer, int from, int length) {
        byte[] first = chunks.getFirst();
        int count = Math.min(length, first.length - offset);
        System.arraycopy(first, offset, buffer, from, count);
        offset += count;
        waiting -= count;
        if (offset == first.length) {
            chunks.removeFirst();
            offset = 0;
        }
        changed.signalAll();
        return count;
    }
}
