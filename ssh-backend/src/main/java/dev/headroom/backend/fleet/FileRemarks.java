package dev.headroom.backend.fleet;

import dev.headroom.backend.fleet.HostResolver.Way;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.config.Keyword;
import dev.headroom.backend.remote.config.Said;
import dev.headroom.backend.remote.jsch.keys.KeyFiles;
import dev.headroom.backend.remote.jsch.keys.PublicKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator should know of the files that a host's settings name, beside which ones they are. */
record FileRemarks(Way way) {
    /** One sentence for each file that is not what its setting needs. */
    List<String> all() {
        SshTarget target = way.target();
        return Stream.of(
                        Stream.concat(target.hostKeys().user().stream(), target.hostKeys().global().stream())
                                .flatMap(file -> ofKnownHosts(file).stream()),
                        target.hostKeys().revoked().stream().flatMap(file -> ofRevoked(file).stream()),
                        tilde().stream(),
                        target.keys().certificates().stream()
                                .filter(file -> !isReadable(file))
                                .map(
                                        "%s has no certificate: it is not there, is no file or cannot be read."
                                                ::formatted),
                        target.identities().stream()
                                .flatMap(file ->
                                        Stream.concat(exposed(file).stream(), PublicKeys.strangerBeside(file).stream()))
                                .map("%s."::formatted))
                .flatMap(sentences -> sentences)
                .distinct()
                .toList();
    }

    private static Optional<String> exposed(Path file) {
        try {
            return Files.isRegularFile(file) ? KeyFiles.exposed(file) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty(); // the line of the key says so
        }
    }

    private static Optional<String> ofKnownHosts(Path file) {
        if (file.equals(ConfiguredPaths.NO_FILE) || !Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file)) {
            return Optional.of("%s is %s, so no host key is known by it."
                    .formatted(file, Files.isDirectory(file) ? "a folder" : "no regular file"));
        }
        return Files.isReadable(file)
                ? Optional.empty()
                : Optional.of(
                        "%s cannot be read and could revoke a key, so Headroom trusts no host key.".formatted(file));
    }

    private static Optional<String> ofRevoked(Path file) {
        return isReadable(file) || file.equals(ConfiguredPaths.NO_FILE)
                ? Optional.empty()
                : Optional.of(
                        "%s (RevokedHostKeys) is not there, is no file or cannot be read, so Headroom trusts no host key, as ssh."
                                .formatted(file));
    }

    /** ssh 9.2 refuses each host for a file that it seeks in a folder of the name ~; other releases were not tried. */
    private Optional<String> tilde() {
        return way.settings()
                .said(Keyword.REVOKED_HOST_KEYS)
                .map(Said::word)
                .filter(word -> word.startsWith("~"))
                .flatMap(word -> way.target()
                        .hostKeys()
                        .revoked()
                        .map(file ->
                                "RevokedHostKeys %s is %s for Headroom; ssh 9.2 does not replace '~' there and connects to nothing: write the path in full."
                                        .formatted(word, file)));
    }

    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }
}
