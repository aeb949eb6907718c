package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * OpenSSH's configuration: Host and Match blocks, Include, and the {@link Keyword keywords} that change where or how
 * ssh connects. A lookup reports what Headroom does not follow of them. Immutable. See decision 0002.
 */
public final class OpenSshConfig {
    private final List<ConfigFile> files;

    private OpenSshConfig(List<ConfigFile> files) {
        this.files = files;
    }

    /**
     * The host to look up.
     *
     * @param name as in {@code ssh NAME}
     * @param user wins over the files, as with {@code ssh -l}
     * @param port wins over the files, as with {@code ssh -p}
     * @param jumps win over the files, as with {@code ssh -J}
     * @param localUser the user who runs Headroom
     */
    public record Query(
            String name, Optional<String> user, Optional<Integer> port, List<JumpHost> jumps, String localUser) {
        public Query {
            jumps = List.copyOf(jumps);
        }

        /** A host of which only the name is given. */
        public static Query of(String name, String localUser) {
            return new Query(name, Optional.empty(), Optional.empty(), List.of(), localUser);
        }
    }

    /**
     * A setting that Headroom does not follow.
     *
     * @param setting as it is written
     * @param place file and line
     * @param remedy what to do, a sentence
     */
    public record NotFollowed(String setting, String place, String remedy) {}

    /**
     * Reads the user's file, then the machine's; a file that does not exist has no settings. Nobody else
     * may be able to write to the user's, or to a file that either includes.
     *
     * @param home the folder for which {@code ~} stands
     * @param systemFolder the folder of the machine's {@code ssh_config}
     * @throws IOException if a file is there and cannot be read, or others can write to it
     */
    public static OpenSshConfig read(Path home, Path systemFolder) throws IOException {
        Path own = home.resolve(".ssh");
        List<ConfigFile> files = new ArrayList<>();
        files.add(ConfigFile.read(own.resolve("config"), new ConfigFile.Base(home, own, true)));
        files.add(ConfigFile.read(systemFolder.resolve("ssh_config"), new ConfigFile.Base(home, systemFolder, false)));
        return new OpenSshConfig(files);
    }

    /**
     * Reads one file as the user's, as {@code ssh -F} does, and no other.
     *
     * @throws IOException if it is there and cannot be read
     */
    public static OpenSshConfig only(Path file, Path home) throws IOException {
        return new OpenSshConfig(
                List.of(ConfigFile.read(file, new ConfigFile.Base(home, home.resolve(".ssh"), false))));
    }

    /** Looks a host up as {@code ssh} does: the first value of a setting counts, and identity files add up. */
    public HostSettings lookup(Query query) {
        return lookup(query, Set.of());
    }

    /**
     * The same for a host of which more is given.
     *
     * @param given what is known from elsewhere: no line of the files counts for it
     */
    public HostSettings lookup(Query query, Set<Keyword> given) {
        return Lookup.of(query, given, files);
    }
}
