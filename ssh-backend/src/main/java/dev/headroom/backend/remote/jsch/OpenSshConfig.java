package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.ConfigRepository;
import com.jcraft.jsch.OpenSSHConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a {@code ~/.ssh/config} that Headroom follows: HostName, User, Port, IdentityFile and UserKnownHostsFile in Host
 * blocks. {@code Include} is not followed, and nothing from the first {@code Match} on.
 */
public final class OpenSshConfig {
    private final ConfigRepository repository;

    private OpenSshConfig(ConfigRepository repository) {
        this.repository = repository;
    }

    /**
     * What it says about one host.
     *
     * @param identityFiles as written, in the order of the file
     */
    public record Host(
            Optional<String> hostName,
            Optional<String> user,
            Optional<Integer> port,
            List<String> identityFiles,
            Optional<String> knownHosts) {}

    /** Reads the file; one that does not exist says nothing. */
    public static OpenSshConfig read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return new OpenSshConfig(OpenSSHConfig.parse(""));
        }
        var followed = new StringBuilder();
        for (String line : Files.readAllLines(file)) {
            String word = line.strip().split("[= \t]", 2)[0];
            if (word.equalsIgnoreCase("Match")) {
                break; // JSch would take what follows for the host block above it
            }
            followed.append(line).append('\n');
        }
        return new OpenSshConfig(OpenSSHConfig.parse(followed.toString()));
    }

    /** As {@code ssh} would look up {@code ssh name}. */
    public Host lookup(String name) {
        ConfigRepository.Config config = repository.getConfig(name);
        return new Host(
                text(config.getHostname()).map(h -> h.replace("%h", name)),
                text(config.getUser()),
                Optional.of(config.getPort()).filter(port -> port > 0),
                List.of(config.getValues("IdentityFile")).stream()
                        .map(OpenSshConfig::unquoted)
                        .toList(),
                Optional.ofNullable(config.getValue("UserKnownHostsFile")).map(OpenSshConfig::firstWord));
    }

    private static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).map(OpenSshConfig::unquoted).filter(v -> !v.isEmpty());
    }

    private static String firstWord(String value) {
        return value.startsWith("\"")
                ? value.substring(1).split("\"", 2)[0]
                : value.strip().split("\\s+", 2)[0];
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
