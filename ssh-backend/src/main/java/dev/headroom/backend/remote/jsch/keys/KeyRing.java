package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSchException;
import dev.headroom.backend.remote.secrets.SecretQuestion;
import dev.headroom.backend.remote.secrets.Secrets;
import dev.headroom.backend.remote.secrets.Wiped;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The key files that the operator has unlocked, for all hosts: the passphrase is asked for once and not kept, the key is
 * kept in memory. Safe for several threads at once.
 */
public final class KeyRing implements AutoCloseable {
    private final Secrets secrets;
    private final ConcurrentHashMap<Content, Identity> unlocked = new ConcurrentHashMap<>();

    /**
     * A file as it was read.
     *
     * @param bytes a digest of all of it
     */
    record Content(Path file, Blob bytes) {}

    public KeyRing(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A ring for a program that asks nobody. */
    public static KeyRing ofNobody() {
        return new KeyRing(Secrets.ofNobody());
    }

    public Secrets secrets() {
        return secrets;
    }

    Optional<Identity> unlocked(Content content) {
        return Optional.ofNullable(unlocked.get(content));
    }

    /** Why the passphrase of a file is not asked for; empty if it may be asked. */
    Optional<String> silence(Path file) {
        return secrets.silence(new SecretQuestion.Passphrase(file));
    }

    /**
     * The unlocked key; waits for the operator.
     *
     * @param locked the key as read
     * @param tries how often to ask
     */
    Optional<Identity> unlock(Content content, Identity locked, int tries) {
        secrets.ask(
                new SecretQuestion.Passphrase(content.file()), tries, () -> unlocked.containsKey(content), answer -> {
                    boolean right = Wiped.utf8(answer, bytes -> opens(locked, bytes));
                    if (right) {
                        unlocked.put(content, locked);
                    }
                    return right;
                });
        return unlocked(content);
    }

    private static boolean opens(Identity locked, byte[] passphrase) {
        try {
            return locked.setPassphrase(passphrase) && !locked.isEncrypted();
        } catch (JSchException | RuntimeException _) {
            return false; // a wrong passphrase can make bytes of which JSch makes no key
        }
    }

    @Override
    public void close() {
        secrets.close();
        unlocked.values().forEach(Identity::clear);
        unlocked.clear();
    }
}
