package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import dev.headroom.backend.remote.LoginKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Vector;

/**
 * The keys that are offered to a host: those of the files first, since the operator named them, then the agent's. A
 * key with a passphrase is usable only from the agent, since Headroom never asks for a passphrase.
 */
public final class OfferedKeys implements IdentityRepository {
    private final List<Identity> keys = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /** Reads the files and asks the agent now; an agent may block. */
    public OfferedKeys(LoginKeys login) {
        for (Path file : login.identities()) {
            addFile(file);
        }
        login.agent().ifPresent(socket -> addAgent(socket, login));
    }

    private void addFile(Path file) {
        if (!Files.isReadable(file)) {
            remarks.add("the key file %s cannot be read".formatted(file));
            return;
        }
        try {
            Optional<String> open = KeyFiles.openToOthers(file);
            if (open.isPresent()) {
                remarks.add(
                        "the key file %s is not used, as by ssh, because others may read or change it (%s): chmod 600 %s"
                                .formatted(file, open.get(), file));
                return;
            }
            var reader = new JSch();
            reader.addIdentity(file.toString(), KeyFile.read(file), null, null);
            for (Identity key : reader.getIdentityRepository().getIdentities()) {
                if (key.isEncrypted()) {
                    remarks.add("the key file %s has a passphrase, so only the agent could use it".formatted(file));
                } else {
                    keys.add(key);
                }
            }
        } catch (JSchException e) {
            remarks.add("the key file %s is not understood (%s)".formatted(file, e.getMessage()));
        } catch (IOException e) {
            remarks.add("the key file %s cannot be used: %s".formatted(file, e.getMessage()));
        } catch (Throwable e) { // an error of JSch, which trusts the lengths in a damaged file
            remarks.add("the key file %s is damaged (%s)".formatted(file, e));
        }
    }

    private void addAgent(Path socket, LoginKeys login) {
        try {
            var repository = new AgentIdentityRepository(new SSHAgentConnector(socket));
            if (repository.getStatus() == RUNNING) {
                List<byte[]> named = login.identitiesOnly() ? KeyFiles.publicKeys(login.identities()) : List.of();
                repository.getIdentities().stream()
                        .filter(key -> !login.identitiesOnly()
                                || named.stream().anyMatch(one -> Arrays.equals(one, key.getPublicKeyBlob())))
                        .forEach(keys::add);
            } else {
                remarks.add("no agent answers at %s".formatted(socket));
            }
        } catch (AgentProxyException e) {
            remarks.add("the agent at %s cannot be asked (%s)".formatted(socket, e.getMessage()));
        } catch (Throwable e) { // an error of JSch, which trusts the lengths in an agent's answer
            remarks.add("the agent at %s is not understood (%s)".formatted(socket, e));
        }
    }

    /** The number of keys that can be offered. */
    public int count() {
        return keys.size();
    }

    /** The keys that were offered and those that could not be, for the sentence of a rejection. */
    public String summary() {
        String offered = switch (keys.size()) {
            case 0 -> "there was no key to offer";
            case 1 -> "it refused the only key we have";
            default -> "it refused all %d keys we have".formatted(keys.size());
        };
        return remarks.isEmpty() ? offered : offered + " (" + String.join("; ", remarks) + ")";
    }

    @Override
    public String getName() {
        return "headroom";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the type in JSch's interface
    public Vector<Identity> getIdentities() {
        return new Vector<>(keys);
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // The keys belong to the caller.
    }
}
