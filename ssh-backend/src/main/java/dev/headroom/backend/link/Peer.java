package dev.headroom.backend.link;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;

/**
 * Who calls by the socket, as the operating system says: the name that a caller gives is free text. See decision 0114.
 */
final class Peer {
    private Peer() {}

    /** The user of the process at the other end; empty on systems that do not tell. */
    static Optional<String> user(SocketChannel caller) {
        try {
            return caller.supportedOptions().contains(ExtendedSocketOptions.SO_PEERCRED)
                    ? Optional.of(caller.getOption(ExtendedSocketOptions.SO_PEERCRED)
                            .user()
                            .getName())
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException _) {
            return Optional.empty();
        }
    }

    /** The name that was given, with the user where that is another. */
    static String named(String given, Optional<String> user) {
        return user.filter(known -> !known.equals(given))
                .map(known -> given.isEmpty() ? known : "%s (user %s)".formatted(given, known))
                .orElse(given);
    }
}
