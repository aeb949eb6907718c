package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.config.OpenSshConfig.NotFollowed;
import dev.headroom.backend.remote.config.Said;
import dev.headroom.backend.remote.config.UserHomes;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes paths of what the configuration says, for one host, and keeps the first one that ssh would not take. */
final class ConfiguredPaths {
    /** An empty file, in place of a file of configuration that does not exist. */
    static final Path NO_FILE = Path.of("/dev/null");

    private static final UserHomes HOMES = UserHomes.ofThisComputer();

    private final Path home;
    private final Tokens tokens;
    private Optional<NotFollowed> refusal = Optional.empty();

    ConfiguredPaths(Path home, Tokens tokens) {
        this.home = home;
        this.tokens = tokens;
    }

    /** A path with tokens, of a line of OpenSSH's configuration. */
    Path path(String written, Said line) {
        return path(written, line.text(), line.place());
    }

    /** A path with tokens, of the cluster file. */
    Path ofClusterFile(String written) {
        return path(written, written, "the cluster file");
    }

    /** A path in which ssh replaces {@code ~} only. */
    Path withoutTokens(String written, Said line) {
        return tilde(written, line.text(), line.place())
                .map(path -> made(path.replace("%%", "%"), line.text(), line.place()))
                .orElse(NO_FILE);
    }

    /** The files of a setting. {@code none} means no file, never a file of that name in the current folder. */
    List<Path> files(Said line, boolean hasTokens) {
        return line.words().stream()
                .map(word -> word.equalsIgnoreCase("none")
                        ? NO_FILE
                        : hasTokens ? path(word, line) : withoutTokens(word, line))
                .toList();
    }

    private Path path(String written, String text, String place) {
        Optional<String> absolute = tilde(written, text, place); // ssh replaces the tilde first
        if (absolute.isEmpty()) {
            return NO_FILE;
        }
        return tokens.replacedWithVariables(absolute.get(), Tokens.OF_PATHS)
                .map(replaced -> made(replaced, text, place))
                .orElseGet(() -> {
                    refuse(
                            text,
                            place,
                            "Write that path with environment variables that are set, and with no other token than %C, %d, %h, %i, %j, %k, %L, %l, %n, %p, %r, %u; not with %C behind a jump host, where versions of ssh differ.");
                    return NO_FILE;
                });
    }

    /** The path with the home in place of its tilde, in which a token is none; empty where that user is not known. */
    private Optional<String> tilde(String written, String text, String place) {
        int end = written.indexOf('/') < 0 ? written.length() : written.indexOf('/');
        Optional<String> begin = HOMES.expanded(written.substring(0, end), home);
        if (begin.isEmpty()) {
            refuse(text, place, UserHomes.remedy(written));
        }
        boolean tilde = written.startsWith("~");
        return begin.map(path -> (tilde ? path.replace("%", "%%") : path) + written.substring(end));
    }

    private Path made(String path, String text, String place) {
        try {
            return Path.of(path);
        } catch (InvalidPathException _) {
            refuse(text, place, "Name a path that can exist on this computer.");
            return NO_FILE;
        }
    }

    private void refuse(String text, String place, String remedy) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(new NotFollowed(text, place, remedy));
        }
    }

    Optional<NotFollowed> refusal() {
        return refusal;
    }
}
