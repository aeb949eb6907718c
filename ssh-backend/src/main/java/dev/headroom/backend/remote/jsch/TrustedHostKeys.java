package dev.headroom.backend.remote.jsch;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A known_hosts file that can be asked and never be changed, and that remembers which key the host showed. One for each
 * attempt to log in, so that the operator's edit of the file counts at the next one.
 */
final class TrustedHostKeys implements HostKeyRepository {
    private final HostKeyRepository file;
    private byte @Nullable [] shown;

    TrustedHostKeys(Path knownHosts) throws JSchException {
        var reader = new JSch();
        reader.setKnownHosts(knownHosts.toString());
        file = reader.getHostKeyRepository();
    }

    @Override
    public int check(String host, byte[] key) {
        shown = key.clone();
        return file.check(host, key);
    }

    /** Such as {@code ssh-ed25519}, as the host showed it. */
    String shownType() {
        byte[] key = shown;
        if (key == null || key.length < 4) {
            return "unknown";
        }
        int length = ((key[0] & 0xff) << 24) | ((key[1] & 0xff) << 16) | ((key[2] & 0xff) << 8) | (key[3] & 0xff);
        return length < 0 || length > key.length - 4
                ? "unknown"
                : new String(Arrays.copyOfRange(key, 4, 4 + length), StandardCharsets.US_ASCII);
    }

    /** As {@code ssh-keygen -l} prints it: {@code SHA256:} and base 64 without padding. */
    String shownFingerprint() {
        byte[] key = shown;
        if (key == null) {
            return "none";
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key);
            return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java knows SHA-256.", e);
        }
    }

    @Override
    public void add(HostKey key, UserInfo answer) {
        throw new IllegalStateException("Host keys are added by the operator only.");
    }

    @Override
    public void remove(String host, String type) {
        throw new IllegalStateException("Host keys are removed by the operator only.");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return file.getKnownHostsRepositoryID();
    }

    @Override
    public HostKey[] getHostKey() {
        return file.getHostKey();
    }

    @Override
    public HostKey[] getHostKey(String host, String type) {
        return file.getHostKey(host, type);
    }
}
