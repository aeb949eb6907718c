package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.jsch.line.Inflow;
import dev.headroom.backend.remote.jsch.line.StreamSocket;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One TCP connection that a jump host makes for us: a channel of the session to it, as a socket. */
final class JumpChannel {
    /** RFC 4254, section 5.1: the jump host's settings do not allow it. */
    static final int PROHIBITED = 1;

    /** RFC 4254, section 5.1: the jump host could not connect. */
    static final int CONNECT_FAILED = 2;

    /** Longer than a system tries to connect: a channel that opens after we gave up must still be closed. */
    private static final int LONGEST_OPENING_MILLIS = 300_000;

    private final Link.Up jump;
    private final Inflow in = new Inflow();
    private final Consumer<String> watcher;
    private final String name;
    private volatile @Nullable ChannelDirectTCPIP channel;

    JumpChannel(Link.Up jump, String name) {
        this.jump = jump;
        this.name = name;
        watcher = why -> in.end("the connection to the jump host %s was lost: %s".formatted(name, why));
    }

    /** Opens it; blocks for as long as the jump host tries to connect. */
    Socket open(String host, int port) throws IOException, JSchException {
        var opening = (ChannelDirectTCPIP) jump.session().openChannel("direct-tcpip");
        channel = opening;
        opening.setHost(host);
        opening.setPort(port);
        opening.setOutputStream(new Arrivals());
        OutputStream out = opening.getOutputStream();
        opening.connect(LONGEST_OPENING_MILLIS);
        if (!opening.isConnected()) { // JSch swallows some exceptions here
            throw new IOException("the channel is not open");
        }
        jump.life().watch(watcher);
        return new StreamSocket(in, out, () -> {
            jump.life().forget(watcher);
            Hangup.of(opening::disconnect);
        });
    }

    /** Why the jump host did not open it, by RFC 4254; 0 or less if it did not say. */
    int reason() {
        ChannelDirectTCPIP opening = channel;
        return opening == null ? 0 : opening.getExitStatus();
    }

    /** Why the session to the jump host ended; empty while it lives. */
    Optional<String> lost() {
        return jump.life().ended();
    }

    /** Receives the bytes on the thread of the jump host's session, which serves the other hosts too. */
    private final class Arrivals extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            in.put(bytes, from, length);
        }

        @Override
        public void close() {
            in.end(lost().map(why -> "the connection to the jump host %s was lost: %s".formatted(name, why))
                    .orElse("the host closed it"));
        }
    }
}
