package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Replaces {@code %h}, {@code ~} and the other tokens of ssh_config(5) in paths, for one host. Not thread-safe. */
final class Tokens {
    private final Path home;
    private final String name;
    private final String address;
    private final int port;
    private final String user;
    private final String localUser;
    private final Optional<String> alias;
    private Optional<NotFollowed> unknown = Optional.empty();

    /**
     * @param name the host's name in the cluster file
     * @param address the address to which Headroom connects
     */
    Tokens(Path home, String name, String address, int port, String user, String localUser, Optional<String> alias) {
        this.home = home;
        this.name = name;
        this.address = address;
        this.port = port;
        this.user = user;
        this.localUser = localUser;
        this.alias = alias;
    }

    /**
     * The path with its tokens replaced. A path with an unknown token stays as it is written and is kept as {@link
     * #unknown()}.
     */
    Path path(String written) {
        String rest = written;
        if (written.equals("~") || written.startsWith("~/")) {
            rest = home + written.substring(1);
        }
        return Path.of(expanded(rest, written));
    }

    private String expanded(String text, String written) {
        if (text.contains("${")) {
            refuse(written);
            return text;
        }
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%' || i + 1 == text.length()) {
                result.append(c);
                continue;
            }
            @Nullable String value = value(text.charAt(++i));
            if (value == null) {
                refuse(written);
                return text;
            }
            result.append(value);
        }
        return result.toString();
    }

    private @Nullable String value(char token) {
        return switch (token) {
            case '%' -> "%";
            case 'd' -> home.toString();
            case 'h' -> address;
            case 'k' -> alias.orElse(name);
            case 'n' -> name;
            case 'p' -> Integer.toString(port);
            case 'r' -> user;
            case 'u' -> localUser;
            default -> null;
        };
    }

    private void refuse(String written) {
        if (unknown.isEmpty()) {
            unknown = Optional.of(
                    new NotFollowed(
                            written,
                            "the configuration of OpenSSH (or the cluster file)",
                            "Write that path without environment variables, and with no other token than %d, %h, %k, %n, %p, %r, %u."));
        }
    }

    /** The last path with an unknown token. */
    Optional<NotFollowed> unknown() {
        return unknown;
    }
}
