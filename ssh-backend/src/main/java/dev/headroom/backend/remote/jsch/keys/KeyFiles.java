package dev.headroom.backend.remote.jsch.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks a key file as ssh does before its use. */
final class KeyFiles {
    /** The largest key file in bytes; the longest RSA keys take some 13 kB. */
    static final long LARGEST = 256L << 10;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private KeyFiles() {}

    /**
     * The permissions of a private key that others than its owner may read or change, such as {@code rw-r--r--};
     * empty if only the owner may. Like ssh, it checks only a file of the user's own, and only where files have such
     * permissions.
     */
    static Optional<String> openToOthers(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            return Optional.empty();
        }
        PosixFileAttributes is = Files.readAttributes(file, PosixFileAttributes.class);
        boolean ours = is.owner().getName().equals(System.getProperty("user.name"));
        return ours && is.permissions().stream().anyMatch(OTHERS::contains)
                ? Optional.of(PosixFilePermissions.toString(is.permissions()))
                : Optional.empty();
    }

    /** The public keys in the files, or in the files beside them whose name ends in {@code .pub}. */
    static List<byte[]> publicKeys(List<Path> files) {
        List<byte[]> keys = new ArrayList<>();
        for (Path file : files) {
            publicKey(Path.of(file + ".pub")).or(() -> publicKey(file)).ifPresent(keys::add);
        }
        return keys;
    }

    private static Optional<byte[]> publicKey(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            String[] words = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                    .strip()
                    .split("[ \t]+", 3);
            return words.length < 2
                    ? Optional.empty()
                    : Optional.of(Base64.getDecoder().decode(words[1]));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty(); // no public key: it selects none of the agent's keys
        }
    }
}
