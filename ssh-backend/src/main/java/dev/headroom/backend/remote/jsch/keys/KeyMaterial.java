package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import dev.headroom.backend.remote.trust.PatientFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;

/** The key files, the agent's keys and known_hosts, as a text that changes when one of them does. Never throws. */
public final class KeyMaterial {
    private static final int MOST_BYTES_OF_A_KEY = 65_536;

    private final SshTarget target;
    private final KeyRing ring;

    /** The material of one host. */
    public KeyMaterial(SshTarget target, KeyRing ring) {
        this.target = target;
        this.ring = ring;
    }

    /** The text as of now. It asks the agent, so it may block for some seconds. */
    public String now() {
        var text = new StringBuilder();
        target.identities().forEach(file -> {
            text.append(stamp(file)).append(content(file));
            text.append(stamp(Path.of(file + "-cert.pub")));
        });
        target.keys().certificates().forEach(file -> text.append(stamp(file)));
        target.hostKeys().user().forEach(file -> text.append(stamp(file)));
        target.hostKeys().global().forEach(file -> text.append(stamp(file)));
        target.keys().agent().ifPresent(socket -> text.append(keys(socket)));
        return text.append(ring.secrets().answers()).toString();
    }

    private static String stamp(Path file) {
        if (PatientFiles.silence(file).isPresent()) {
            return file + " does not answer;";
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return "%s %s %d %s;"
                    .formatted(file, attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
        } catch (IOException e) {
            return file + " cannot be read;";
        }
    }

    /** A digest of the file: another key of the same size may have the same times. */
    private static String content(Path file) {
        if (PatientFiles.silence(file).isPresent() || !Files.isRegularFile(file)) { // a pipe would be waited for
            return "";
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.hashCode(in.readNBytes(MOST_BYTES_OF_A_KEY)) + ";";
        } catch (IOException e) {
            return "";
        }
    }

    private static String keys(Path socket) {
        try {
            var text = new StringBuilder();
            for (Identity key : AgentDoor.open(
                            socket, new HostProof(), AgentPatience.ofThisProcess(), () -> Duration.ZERO)
                    .getIdentities()) {
                text.append(Arrays.hashCode(key.getPublicKeyBlob())).append(' ');
            }
            return text.toString();
        } catch (RuntimeException e) {
            return "no agent";
        }
    }
}
