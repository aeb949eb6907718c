package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The homes of this computer's users, for paths such as {@code ~operator/key}: ssh takes them from the list of users
 * (getpwnam). Java has no such question, so those of a directory service are unknown here.
 *
 * @param list the file of users, as passwd(5) says
 */
public record UserHomes(Path list) {
    private static final int FIELDS = 7;
    private static final int HOME = 5;

    /** Those of this computer. */
    public static UserHomes ofThisComputer() {
        return new UserHomes(Path.of("/etc/passwd"));
    }

    /**
     * The path with its tilde replaced; one without a tilde as it is.
     *
     * @param home the home of the user who runs this program
     * @return empty where the home of the user that it names is not known
     */
    public Optional<String> expanded(String path, Path home) {
        if (!path.startsWith("~")) {
            return Optional.of(path);
        }
        int end = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
        String rest = path.substring(end);
        return end == 1 ? Optional.of(home + rest) : of(path.substring(1, end)).map(known -> known + rest);
    }

    /** The home of a user. */
    Optional<String> of(String user) {
        try {
            return Files.readString(list, StandardCharsets.ISO_8859_1)
                    .lines()
                    .map(line -> line.split(":", -1))
                    .filter(fields -> fields.length == FIELDS && fields[0].equals(user))
                    .map(fields -> fields[HOME])
                    .filter(home -> home.startsWith("/"))
                    .findFirst();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** What to do about a path whose user is not known here, a sentence. */
    public static String remedy(String path) {
        int end = path.indexOf('/') < 0 ? path.length() : path.indexOf('/');
        String user = path.substring(1, end);
        return isUser(user)
                ? "The home of the user '%s' is not in /etc/passwd, so Headroom cannot know it: write that path in full."
                        .formatted(user)
                : "This computer has no user '%s', so ssh connects to nothing here either: correct that path."
                        .formatted(user);
    }

    private static boolean isUser(String name) {
        try {
            return FileSystems.getDefault()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(name)
                    .getName()
                    .equals(name);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }
}
