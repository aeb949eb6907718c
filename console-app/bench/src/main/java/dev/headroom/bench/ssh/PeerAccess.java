package dev.headroom.bench.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * What another SSH client needs to read the hosts.
 *
 * @param config a configuration of OpenSSH that names user, port, key and known hosts, and nothing outside of the folder
 * @param addresses of the hosts
 * @param folder for files of the clients
 */
record PeerAccess(Path config, List<String> addresses, Path folder) {
    PeerAccess {
        addresses = List.copyOf(addresses);
    }
}
