package dev.headroom.console.cli;

import dev.headroom.backend.link.Caller;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The cluster file that stands alone on the command line: a file manager's path or URL, or what a user typed. */
final class OpenedFile {
    private static final Pattern URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private OpenedFile() {}

    /** The path. A text that can be none ends the command. */
    static Path of(String named) {
        noCommand(named).ifPresent(sentence -> {
            throw new CommandFailure(ExitCode.BAD_INPUT, sentence);
        });
        try {
            return URL.matcher(named).matches() ? ofUrl(named) : Path.of(named);
        } catch (InvalidPathException _) {
            throw refused("'%s' is no path of a file. Name a cluster file: headroom FILE", named);
        }
    }

    /** The sentence about a word that is neither a command nor a file here. */
    static Optional<String> noCommand(String named) {
        return WORD.matcher(named).matches() && !Files.exists(Path.of(named))
                ? Optional.of("There is no command '%s', and no file of that name here. '%s --help' lists the commands."
                        .formatted(named, Caller.command()))
                : Optional.empty();
    }

    private static Path ofUrl(String named) {
        try {
            URI url = new URI(named);
            String host = String.valueOf(url.getAuthority());
            boolean here = url.getAuthority() == null || host.equalsIgnoreCase("localhost");
            if (!"file".equalsIgnoreCase(url.getScheme()) || !here) {
                throw refused("'%s' is no file of this computer. Copy it here, then open the copy.", named);
            }
            return Path.of(new URI("file", null, url.getPath(), null));
        } catch (URISyntaxException | IllegalArgumentException _) {
            throw refused("'%s' is no URL of a file. Name a cluster file by its path: headroom FILE", named);
        }
    }

    private static CommandFailure refused(String sentence, String named) {
        return new CommandFailure(ExitCode.BAD_INPUT, sentence.formatted(named));
    }
}
