package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.SafeName;
import dev.headroom.backend.remote.config.JumpHost;

/** A host on a command line, where no cluster file has it. */
final class Destination {
    private Destination() {}

    /**
     * The host that a text names.
     *
     * @throws IllegalArgumentException if it can be none, with a sentence
     */
    static JumpHost of(String text) {
        return JumpHost.destination(text)
                .filter(host -> SafeName.isHost(host.name()))
                .filter(host ->
                        host.user().filter(user -> !SafeName.isUser(user)).isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no host: name it as for ssh, HOST, USER@HOST or ssh://USER@HOST:PORT, or as in known_hosts, [HOST]:PORT."
                                .formatted(text)));
    }
}
