package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of OpenSSH's configuration that Headroom follows: Host and Match blocks, Include, HostName, User, Port, IdentityFile,
 * IdentitiesOnly, IdentityAgent, HostKeyAlias, UserKnownHostsFile and GlobalKnownHostsFile. A setting that it does not follow and
 * that changes where or how ssh connects is told, never passed over. Immutable.
 * See decision 0002.
 */
public final class OpenSshConfig {
    private final List<ConfigFile> files;

    private OpenSshConfig(List<ConfigFile> files) {
        this.files = files;
    }

    /**
     * What a lookup is about.
     *
     * @param name as {@code ssh NAME} would be called
     * @param user who logs in where the files do not say so
     * @param userIsGiven whether that is said elsewhere, as by {@code ssh -l}: then the files do not change it
     * @param localUser who runs Headroom
     */
    public record Query(String name, String user, boolean userIsGiven, String localUser) {}

    /**
     * What the files say about one host; what they leave open is empty. Paths and names still have their tokens.
     *
     * @param identityFiles in the order of the files
     * @param refusal a setting without which another way would be taken than ssh takes
     */
    public record Host(
            Optional<String> hostName,
            Optional<String> user,
            Optional<Integer> port,
            List<String> identityFiles,
            boolean identitiesOnly,
            Optional<String> identityAgent,
            Optional<String> hostKeyAlias,
            Optional<List<String>> userKnownHosts,
            Optional<List<String>> globalKnownHosts,
            Optional<NotFollowed> refusal) {
        public Host {
            identityFiles = List.copyOf(identityFiles);
        }
    }

    /**
     * A setting that is not followed.
     *
     * @param setting as it is written
     * @param place file and line
     * @param remedy a sentence
     */
    public record NotFollowed(String setting, String place, String remedy) {}

    /**
     * Reads the user's file, then the machine's; one that does not exist says nothing.
     *
     * @param home what {@code ~} stands for
     * @param systemFolder where the machine's {@code ssh_config} lies
     * @throws IOException if a file is there and cannot be read
     */
    public static OpenSshConfig read(Path home, Path systemFolder) throws IOException {
        Path own = home.resolve(".ssh");
        List<ConfigFile> files = new ArrayList<>();
        files.add(ConfigFile.read(own.resolve("config"), new ConfigFile.Base(home, own)));
        files.add(ConfigFile.read(systemFolder.resolve("ssh_config"), new ConfigFile.Base(home, systemFolder)));
        return new OpenSshConfig(files);
    }

    /** As {@code ssh} would look up the name: the first value counts, and identity files add up. */
    public Host lookup(Query query) {
        Lookup lookup = new Lookup(query);
        files.forEach(lookup::read);
        return lookup.result();
    }
}
