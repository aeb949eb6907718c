package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.RemoteFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The result of an attempt to log in. */
sealed interface Link {

    /** Logged in. */
    record Up(Session session, Lifeline life) implements Link {
        boolean isUp() {
            return life.ended().isEmpty() && session.isConnected();
        }

        void hangUp() {
            hangUp("it was closed here");
        }

        private void hangUp(String why) {
            life.end(why);
            Hangup.of(session::disconnect);
        }

        /**
         * Asks the host for a sign of life, and hangs up if none comes within the pause.
         *
         * @return completed when it is known
         */
        CompletableFuture<?> prove(Duration pause) {
            long before = life.signs();
            Hangup.of(this::ask);
            var over = new CompletableFuture<Boolean>();
            Consumer<String> watcher = _ -> over.complete(true);
            life.watch(watcher);
            return over.completeOnTimeout(false, pause.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(hasEnded -> {
                        life.forget(watcher);
                        if (!hasEnded && life.signs() == before) {
                            hangUp("it gave no sign of life after this computer may have slept");
                        }
                    });
        }

        private void ask() {
            try {
                session.sendKeepAliveMsg();
            } catch (Exception e) { // JSch declares no narrower one
                throw new IllegalStateException("A question for a sign of life cannot be sent", e);
            }
        }
    }

    record Down(RemoteFailure failure) implements Link {}
}
