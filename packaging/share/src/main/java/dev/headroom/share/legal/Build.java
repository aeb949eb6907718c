package dev.headroom.share.legal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Which build of the program is in a runtime, as its file {@code release} says.
 *
 * @param version as its package has it
 * @param commit of the sources; empty outside of git
 */
record Build(String version, Optional<String> commit) {

    /**
     * Reads it.
     *
     * @param project the version that holds where the file names none
     */
    static Build in(Path runtime, String project) throws IOException {
        Properties release = new Properties();
        release.load(new StringReader(Files.readString(runtime.resolve("release"))));
        return new Build(
                value(release, "HEADROOM_VERSION").orElse(project),
                value(release, "HEADROOM_COMMIT").filter(commit -> !commit.equals("unknown")));
    }

    private static Optional<String> value(Properties release, String key) {
        return Optional.ofNullable(release.getProperty(key)).map(text -> text.replace("\"", ""));
    }
}
