package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The part of OpenSSH's configuration that Headroom follows: Host and Match blocks, Include, HostName, User, Port,
 * IdentityFile, IdentitiesOnly, IdentityAgent, HostKeyAlias, UserKnownHostsFile and GlobalKnownHostsFile. A lookup
 * reports any other setting that changes where or how ssh connects. Immutable. See decision 0002.
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
     * @param user the login name if the files have none
     * @param userIsGiven whether {@code user} wins over the files, as with {@code ssh -l}
     * @param localUser the user who runs Headroom
     */
    public record Query(String name, String user, boolean userIsGiven, String localUser) {}

    /**
     * The settings of one host; those that the files do not have are empty. Paths and names still have their tokens.
     *
     * @param identityFiles in the order of the files
     * @param refusal a setting without which Headroom would take another way than ssh
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
     * A setting that Headroom does not follow.
     *
     * @param setting as it is written
     * @param place file and line
     * @param remedy what to do, a sentence
     */
    public record NotFollowed(String setting, String place, String remedy) {}

    /**
     * Reads the user's file, then the machine's; a file that does not exist has no settings.
     *
     * @param home the folder for which {@code ~} stands
     * @param systemFolder the folder of the machine's {@code ssh_config}
     * @throws IOException if a file is there and cannot be read
     */
    public static OpenSshConfig read(Path home, Path systemFolder) throws IOException {
        Path own = home.resolve(".ssh");
        List<ConfigFile> files = new ArrayList<>();
        files.add(ConfigFile.read(own.resolve("config"), new ConfigFile.Base(home, own)));
        files.add(ConfigFile.read(systemFolder.resolve("ssh_config"), new ConfigFile.Base(home, systemFolder)));
        return new OpenSshConfig(files);
    }

    /** Looks a host up as {@code ssh} does: the first value of a setting counts, and identity files add up. */
    public Host lookup(Query query) {
        Lookup lookup = new Lookup(query);
        files.forEach(lookup::read);
        return lookup.result();
    }
}
