package dev.headroom.simulation.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes bytes from one thread to another at once. The JDK's piped streams poll once a second, and fail when a thread
 * that wrote has ended. A write waits while too many bytes are unread.
 */
final class BytePipe {
    private static final int LIMIT = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> chunks = new ArrayDeque<>();
    private int unread;
    private int offset;
    private boolean writerClosed;
    private boolean readerClosed;

    OutputStream writer() {
        return new Writer();
    }

    InputStream reader() {
        return new Reader();
    }

    /** Closes the writing side: the reader sees the end of the stream. */
    void closeWriter() {
        lock.lock();
        try {
            writerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the reading side: a write fails. */
    void closeReader() {
        lock.lock();
        try {
            readerClosed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitWhile(BooleanSupplier waiting) throws InterruptedIOException {
        while (waiting.getAsBoolean()) {
            try {
                changed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    private final class Writer extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int from, int length) throws IOException {
            if (length == 0) {
                return;
            }
            byte[] chunk = new byte[length];
            System.arraycopy(buffer, from, chunk, 0, length);
            lock.lock();
            try {
                awaitWhile(() -> unread > LIMIT && !readerClosed);
                if (readerClosed || writerClosed) {
                    throw new IOException("nobody reads any more");
                }
                chunks.add(chunk);
                unread += length;
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            closeWriter();
        }
    }

    private final class Reader extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            lock.lock();
            try {
                awaitWhile(() -> chunks.isEmpty() && !writerClosed && !readerClosed);
                byte @Nullable [] head = chunks.peek();
                if (head == null || readerClosed) {
                    return -1;
                }
                int count = Math.min(length, head.length - offset);
                System.arraycopy(head, offset, buffer, from, count);
                offset += count;
                unread -= count;
                if (offset == head.length) {
                    chunks.remove();
                    offset = 0;
                }
                changed.signalAll();
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return unread;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void close() {
            closeReader();
        }
    }
}
