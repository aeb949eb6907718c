package dev.headroom.backend.journal;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where a system keeps what programs remember for a user: journals, ledgers, the window's look. Headroom has no other
 * files of its own: no settings but the cluster file, which lies where its owner wants it, and no cache.
 *
 * @param environment the environment variables of the process
 * @param home the home folder of the user
 */
public record StatePlaces(Platform platform, Map<String, String> environment, Path home) {
    private static final String NAME = "headroom";

    /** The home folder of the account of the package for servers: the state folder of its masters, as their unit has it. */
    private static final Path HOME_OF_MASTERS = Path.of("/var/lib/headroom");

    /** Systems with places of their own. */
    public enum Platform {
        WINDOWS,
        MAC,
        /** Linux, and whatever else follows the XDG base directories. */
        OTHER;

        /** The system that calls itself {@code name}, as Java's property {@code os.name} has it. */
        public static Platform named(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("windows")) {
                return WINDOWS;
            }
            return lower.startsWith("mac") || lower.startsWith("darwin") ? MAC : OTHER;
        }
    }

    public StatePlaces {
        environment = Map.copyOf(environment);
    }

    /** Those of the user who runs this process. */
    public static StatePlaces current() {
        Map<String, String> environment = System.getenv();
        // Java's own is "?" for a user whom the system does not know, as in some containers.
        Path known = Path.of(System.getProperty("user.home", "."));
        Path home = known.isAbsolute() ? known : absolute(environment, "HOME").orElse(known);
        return new StatePlaces(Platform.named(System.getProperty("os.name", "")), environment, home);
    }

    /**
     * The folder that holds the state folders of all clusters. {@code $XDG_STATE_HOME/headroom} on every system where it
     * is set; a relative one is ignored, as its specification demands. Else {@code ~/.local/state/headroom}, on Windows
     * {@code %LOCALAPPDATA%\headroom}, on macOS {@code ~/Library/Application Support/headroom}; on these two the first
     * versions used the former, and what they have left there stays in use. For the account in which systemd runs masters
     * its home folder: a second master of a cluster must find the first one's lease there, however that account was
     * entered.
     */
    public Path all() {
        return absolute(environment, "XDG_STATE_HOME")
                .map(state -> state.resolve(NAME))
                .orElseGet(this::usual);
    }

    /** Whether {@link #all} is a place: not for a user whom the system does not know, without the variable HOME. */
    public boolean areKnown() {
        return all().isAbsolute();
    }

    private Path usual() {
        if (platform == Platform.OTHER && home.equals(HOME_OF_MASTERS)) {
            return home;
        }
        Path first = home.resolve(".local").resolve("state").resolve(NAME);
        Path own = switch (platform) {
            case OTHER -> first;
            case WINDOWS ->
                absolute(environment, "LOCALAPPDATA")
                        .orElseGet(() -> home.resolve("AppData").resolve("Local"))
                        .resolve(NAME);
            case MAC -> home.resolve("Library").resolve("Application Support").resolve(NAME);
        };
        return !Files.exists(own) && Files.isDirectory(first) ? first : own;
    }

    private static Optional<Path> absolute(Map<String, String> environment, String variable) {
        try {
            return Optional.ofNullable(environment.get(variable))
                    .filter(text -> !text.isBlank())
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }
}
