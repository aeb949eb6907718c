package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.jsch.line.SystemWords;
import dev.headroom.backend.remote.trust.PatientFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the keys for one attempt in order. Used within one method call. See decision 0086. */
final class ChosenKeys {
    private static final Logger LOG = LoggerFactory.getLogger(ChosenKeys.class);

    private final LoginKeys login;
    private final String user;
    private final Instant now;
    private final KeyRing ring;
    private final List<OfferedKey> chosen = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final List<OfferedKeys.Locked> locked = new ArrayList<>();
    private final List<OfferedKey> agent;

    ChosenKeys(LoginKeys login, String user, Instant now, KeyRing ring, HostProof proof, Supplier<Duration> signing) {
        this.login = login;
        this.user = user;
        this.now = now;
        this.ring = ring;
        List<String> ofAgent = new ArrayList<>();
        agent = login.agent()
                .map(socket -> AgentKeys.of(socket, proof, signing, ofAgent::add))
                .orElse(List.of());
        login.identities().forEach(this::choose);
        named(login.certificates().stream())
                .forEach(certificate -> inAgent(certificate.blob()).ifPresent(this::add));
        remarks.addAll(ofAgent);
        if (!login.identitiesOnly()) {
            agent.forEach(this::add);
        }
        login.agent()
                .filter(_ -> chosen.isEmpty() && agent.isEmpty() && ofAgent.isEmpty())
                .ifPresent(socket -> remark(
                        "the agent at %s shows no key: it has none, or is locked (ssh-add -X)".formatted(socket)));
        chosen.stream().map(OfferedKey::blob).forEach(this::doubt);
    }

    List<OfferedKey> keys() {
        return List.copyOf(chosen);
    }

    /** The agent's, whether they are chosen or not. */
    List<OfferedKey> agent() {
        return agent;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The files that have a passphrase and cannot even be offered without it. */
    List<OfferedKeys.Locked> locked() {
        return List.copyOf(locked);
    }

    private void choose(Path file) {
        if (isSilent(file)) {
            return;
        }
        Optional<Blob> known = PublicKeys.of(file);
        Optional<OfferedKey> held =
                KeyFile.publicPart(file).flatMap(this::inAgent).or(() -> known.flatMap(this::inAgent));
        Optional<Identity> read = read(file, held.isPresent());
        Optional<Blob> blob =
                read.map(Identity::getPublicKeyBlob).map(Blob::new).or(() -> known);
        if (known.isPresent() && blob.isPresent() && !known.equals(blob)) {
            remark(PublicKeys.stranger(file));
        }
        blob.ifPresent(own -> certificateBeside(file)
                .filter(one -> !own.equals(one.key()))
                .forEach(_ -> remark("%s-cert.pub is a certificate of another key than %s".formatted(file, file))));
        Optional<Identity> signer = read.or(() -> held.map(Identity.class::cast));
        certificates(file)
                .filter(one -> blob.filter(one.key()::equals).isPresent())
                .forEach(one -> inAgent(one.blob())
                        .or(() -> signer.map(key ->
                                new OfferedKey(key, one.blob(), one.type(), "the certificate of the key file " + file)))
                        .ifPresent(this::add));
        read.map(key -> new OfferedKey(key, new Blob(key.getPublicKeyBlob()), key.getAlgName(), "the key file " + file))
                .or(() -> held)
                .ifPresent(this::add);
    }

    /** The certificates that may be of a key file: the one beside it, and the named ones. */
    private Stream<UserCertificate> certificates(Path file) {
        return Stream.concat(certificateBeside(file), named(login.certificates().stream()));
    }

    private Stream<UserCertificate> certificateBeside(Path file) {
        return named(Stream.of(Path.of(file + "-cert.pub")).filter(Files::exists));
    }

    private Stream<UserCertificate> named(Stream<Path> files) {
        return files.filter(file -> !isSilent(file)).flatMap(file -> {
            Optional<UserCertificate> certificate = PublicKeys.in(file).flatMap(UserCertificate::of);
            if (certificate.isEmpty()) {
                remark("the certificate %s cannot be read".formatted(file));
            }
            return certificate.stream();
        });
    }

    /** Whether the file system of a file does not answer, which is remarked. */
    private boolean isSilent(Path file) {
        Optional<String> silence = PatientFiles.silence(file);
        silence.ifPresent(this::remark);
        return silence.isPresent();
    }

    private Optional<OfferedKey> inAgent(Blob blob) {
        return agent.stream().filter(key -> key.blob().equals(blob)).findFirst();
    }

    private void add(OfferedKey key) {
        if (chosen.stream().noneMatch(one -> one.blob().equals(key.blob()))) {
            chosen.add(key);
        }
    }

    private void doubt(Blob blob) {
        UserCertificate.of(blob)
                .flatMap(certificate -> certificate.doubt(user, now))
                .ifPresent(doubt -> chosen.stream()
                        .filter(key -> key.blob().equals(blob))
                        .forEach(key -> remark(Printable.line(key.name() + " " + doubt))));
    }

    private void remark(String text) {
        if (!remarks.contains(text)) {
            remarks.add(text);
        }
    }

    /** @param held whether the agent has the key, so that a file that cannot be used costs nothing */
    private Optional<Identity> read(Path file, boolean held) {
        Optional<String> problem;
        try {
            if (Files.notExists(file)) {
                problem = Optional.of(missing(file));
            } else if (!Files.isReadable(file)) {
                problem = Optional.of("the user %s may not read the key file %s"
                        .formatted(System.getProperty("user.name", ""), file));
            } else if (Files.isDirectory(file)) {
                problem = Optional.of("%s is a folder and no key file: name a file in it".formatted(file));
            } else if (!Files.isRegularFile(file)) { // a pipe would be waited for
                problem = Optional.of("%s is no regular file and so no key file".formatted(file));
            } else if (Files.size(file) == 0) {
                problem = Optional.of("the key file %s is empty".formatted(file));
            } else if (PublicKeys.in(file).isPresent()) {
                problem =
                        Optional.of("%s is a public key, and the agent does not have its private one".formatted(file));
            } else {
                problem = KeyFiles.exposed(file);
            }
            if (problem.isEmpty()) {
                byte[] content = KeyFile.read(file);
                Identity key = load(file, content);
                Optional<Identity> usable = key.isEncrypted() && held ? Optional.empty() : usable(file, content, key);
                if (usable.isPresent()) {
                    return usable;
                }
                String lack = "the key file %s has a passphrase, and %s".formatted(file, whyLocked(file));
                problem = Optional.of(lack);
                if (!held) {
                    locked.add(new OfferedKeys.Locked(file, lack));
                }
            }
        } catch (JSchException e) {
            problem = Optional.of(notUnderstood(file, e));
        } catch (IOException e) {
            problem = Optional.of("the key file %s cannot be used: %s"
                    .formatted(file, SystemWords.of(e).orElse("it cannot be read")));
        } catch (Throwable e) { // an error of JSch, which trusts the lengths in a damaged file
            LOG.debug("The key file {} is damaged", file, e);
            problem = Optional.of("the key file %s is damaged".formatted(file));
        }
        problem.filter(_ -> !held).ifPresent(this::remark);
        return Optional.empty();
    }

    private static String missing(Path file) {
        return Files.isSymbolicLink(file)
                ? "the key file %s is a link that leads to no file".formatted(file)
                : "the key file %s does not exist".formatted(file);
    }

    private String whyLocked(Path file) {
        return ring.silence(file)
                .orElse(login.methods().passphrase() ? "no right one was given" : "BatchMode forbids to ask for it");
    }

    private static String notUnderstood(Path file, JSchException e) {
        LOG.debug("The key file {} is not understood", file, e);
        return PublicKeys.of(file)
                .flatMap(PublicKeys::type)
                .filter(type -> type.startsWith("sk-"))
                .map(_ -> "the key file %s belongs to a security key (FIDO), which only the agent can use: ssh-add %s"
                        .formatted(file, file))
                .orElse(
                        "the key file %s is not understood: it has no private key in a form of OpenSSH or PuTTY, or of OpenSSL for RSA or ECDSA"
                                .formatted(file));
    }

    /** The key, which may be locked still; empty if it is locked and not even its public part is known. */
    private Optional<Identity> usable(Path file, byte[] bytes, Identity key) throws NoSuchAlgorithmException {
        if (!key.isEncrypted()) {
            return Optional.of(key);
        }
        var content = new KeyRing.Content(
                file, new Blob(MessageDigest.getInstance("SHA-256").digest(bytes)));
        int tries = login.methods().passphrase() ? login.methods().tries() : 0;
        return ring.unlocked(content)
                .or(() -> KeyFile.publicPart(file)
                        .or(() -> PublicKeys.of(file))
                        .map(blob -> new LockedKey(ring, content, key, blob, tries)))
                .or(() -> tries == 0 ? Optional.empty() : ring.unlock(content, key, tries));
    }

    private static Identity load(Path file, byte[] content) throws JSchException {
        var reader = new JSch();
        reader.addIdentity(file.toString(), content, null, null);
        return reader.getIdentityRepository().getIdentities().getFirst();
    }
}
