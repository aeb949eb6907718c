package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.Session;
import dev.headroom.backend.remote.RemoteFailure;

/** The result of an attempt to log in. */
sealed interface Link {

    /** Logged in. */
    record Up(Session session, Lifeline life) implements Link {
        boolean isUp() {
            return life.ended().isEmpty() && session.isConnected();
        }

        void hangUp() {
            life.end("it was closed here");
            Hangup.of(session::disconnect);
        }
    }

    record Down(RemoteFailure failure) implements Link {}
}
