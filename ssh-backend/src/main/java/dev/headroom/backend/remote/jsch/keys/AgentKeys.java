package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.trust.Fingerprint;
import dev.headroom.backend.remote.trust.PublicKeyBlob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an agent for its keys. */
final class AgentKeys {
    private static final Logger LOG = LoggerFactory.getLogger(AgentKeys.class);

    private AgentKeys() {}

    /**
     * The agent's keys and certificates, in its order; none if it does not answer.
     *
     * @param proof which host the keys are for
     * @param signing how long a signature may take
     * @param remarks takes why there are none
     */
    static List<OfferedKey> of(Path socket, HostProof proof, Supplier<Duration> signing, Consumer<String> remarks) {
        return of(socket, proof, AgentPatience.ofThisProcess(), signing, remarks);
    }

    static List<OfferedKey> of(
            Path socket,
            HostProof proof,
            AgentPatience patience,
            Supplier<Duration> signing,
            Consumer<String> remarks) {
        try {
            AgentIdentityRepository repository = AgentDoor.open(socket, proof, patience, signing);
            if (repository.getStatus() == IdentityRepository.RUNNING) {
                return repository.getIdentities().stream().map(AgentKeys::key).toList();
            }
            remarks.accept("no agent answers at %s".formatted(socket));
        } catch (SilentAgentException e) {
            remarks.accept(e.what());
        } catch (Throwable e) { // an error of JSch, which trusts the lengths in an agent's answer
            LOG.debug("The agent at {} is not understood", socket, e);
            remarks.accept("the agent at %s is not understood".formatted(socket));
        }
        return List.of();
    }

    /** Named by its comment, which several may share, and by its fingerprint, as {@code ssh-add -l} prints it. */
    private static OfferedKey key(Identity key) {
        String kind = PublicKeyBlob.isCertificate(key.getAlgName()) ? "certificate" : "key";
        byte[] blob = key.getPublicKeyBlob();
        return new OfferedKey(
                key,
                new Blob(blob),
                key.getAlgName(),
                "the agent's %s '%s' (%s)"
                        .formatted(
                                kind,
                                Printable.line(key.getName()),
                                Fingerprint.of(PublicKeyBlob.plain(blob).orElse(blob))));
    }
}
