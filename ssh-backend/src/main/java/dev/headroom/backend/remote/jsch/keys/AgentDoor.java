package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.AgentConnector;
import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.PageantFFMConnector;
import com.jcraft.jsch.SSHAgentConnector;
import com.jcraft.jsch.WindowsSSHAgentConnector;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways to an agent: a Unix socket; on Windows a named pipe, as OpenSSH's agent and newer Pageants have, or the
 * window of a Pageant where the pipe of OpenSSH does not answer. See decision 0108.
 */
final class AgentDoor {
    /** A pipe, however the slashes in front of it have come through a configuration. */
    private static final Pattern PIPE =
            Pattern.compile("[\\\\/]{1,4}\\.[\\\\/]pipe[\\\\/](.+)", Pattern.CASE_INSENSITIVE);

    private AgentDoor() {}

    /**
     * The keys of the agent there; it answers if its status says so. Blocks for a bounded time.
     *
     * @param signing how long a signature may take
     * @throws SilentAgentException if the agent does not answer in time; the repository throws it too
     */
    static AgentIdentityRepository open(
            Path address, HostProof proof, AgentPatience patience, Supplier<Duration> signing) {
        var sockets = new AgentSockets(proof);
        var repository = new AgentIdentityRepository(
                new PatientAgent(connector(address, sockets), address, patience, signing, sockets::cut));
        return repository.getStatus() == IdentityRepository.RUNNING
                ? repository
                : pageant(address)
                        // The message to a window cannot be broken off: its thread ends with the answer.
                        .map(window -> new AgentIdentityRepository(
                                new PatientAgent(window, address, patience, signing, () -> {})))
                        .orElse(repository);
    }

    static AgentConnector connector(Path address, AgentSockets sockets) {
        return pipe(address)
                .<AgentConnector>map(name -> new WindowsSSHAgentConnector(sockets::pipe, name))
                .orElseGet(() -> new SSHAgentConnector(sockets, address));
    }

    /** The name of a pipe of Windows, with the slashes that it must have; empty for a file. */
    static Optional<String> pipe(Path address) {
        Matcher pipe = PIPE.matcher(address.toString());
        return pipe.matches() ? Optional.of("\\\\.\\pipe\\" + pipe.group(1)) : Optional.empty();
    }

    private static Optional<AgentConnector> pageant(Path address) {
        if (pipe(address).filter(LoginKeys.PIPE_OF_OPENSSH::equals).isEmpty()) {
            return Optional.empty(); // another agent is named, and only that counts
        }
        try {
            return Optional.of(new PageantFFMConnector());
        } catch (AgentProxyException _) {
            return Optional.empty(); // this is no Windows
        }
    }
}
