package dev.headroom.backend.remote.jsch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Disconnects sessions and channels of JSch on a thread of its own: JSch writes a farewell, which may block or throw.
 */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);

    private Hangup() {}

    static void of(Runnable disconnect) {
        try {
            Thread.ofVirtual().name("headroom-hang-up").start(() -> {
                try {
                    disconnect.run();
                } catch (Throwable e) {
                    LOG.debug("A hang-up ended in a fault of the SSH library", e);
                }
            });
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread for a hang-up; the host will close the connection", e);
        }
    }
}
