package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Changed;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Revoked;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Trusted;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Unknown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The known_hosts files of all hosts, each read once and again after it was changed. Judges a host's key as OpenSSH 9
 * does on the same files ({@code hostfile.c}, {@code sshconnect.c}). Safe for several threads at once. See decision
 * 0001.
 */
public final class KnownHosts {
    /** The largest file that is read, 64 MiB: a larger one could fill the memory. */
    private static final long LARGEST = 64L << 20;

    private static final int DEFAULT_PORT = 22;

    private final Map<Path, Loaded> loaded = new HashMap<>();
    private int parsed;

    /** An object that has read no file yet. */
    public KnownHosts() {}

    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    /** @param known the results of earlier lookups: each hashed line costs a digest for each name */
    private record Loaded(Stamp stamp, KnownHostsFile file, Map<String, List<KnownHostsEntry>> known) {}

    private record Found(Path file, KnownHostsEntry entry) {
        Place place() {
            return new Place(file, entry.line());
        }
    }

    /**
     * Judges the key that a host has shown.
     *
     * @param key the public key as the protocol carries it
     * @throws IOException if a file is there and cannot be read: it could hold a revocation
     */
    public HostKeyVerdict judge(HostKeyFiles files, String address, int port, byte[] key) throws IOException {
        HostKeyVerdict result = judge(about(files, name(files, address, port)), key);
        boolean hasPort = files.alias().isEmpty() && port != DEFAULT_PORT;
        if (!(result instanceof Unknown) || !hasPort) {
            return result;
        }
        // A host that is not known with its port may be known without one; another key there does not contradict the
        // key of this port.
        HostKeyVerdict plain = judge(about(files, name(files, address, DEFAULT_PORT)), key);
        return plain instanceof Changed ? result : plain;
    }

    /**
     * The types of a host's known keys, so that the host can be asked for one of them.
     *
     * @return in the order of the files; {@code ssh-rsa} stands for every signature with an RSA key
     * @throws IOException if a file is there and cannot be read
     */
    public Set<String> knownTypes(HostKeyFiles files, String address, int port) throws IOException {
        Set<String> types = new LinkedHashSet<>();
        List<Found> found = new ArrayList<>(about(files, name(files, address, port)));
        if (found.isEmpty()) {
            found.addAll(about(files, name(files, address, DEFAULT_PORT)));
        }
        found.stream()
                .filter(f -> f.entry().marker() == KnownHostsEntry.Marker.TRUSTED)
                .forEach(f -> types.add(f.entry().type()));
        return types;
    }

    private static HostKeyVerdict judge(List<Found> about, byte[] key) {
        HostKeyVerdict result = new Unknown();
        for (Found found : about) {
            switch (found.entry().marker()) {
                case REVOKED -> {
                    if (found.entry().isKey(key)) {
                        return new Revoked(found.place());
                    }
                }
                case TRUSTED -> {
                    if (found.entry().isKey(key)) {
                        result = new Trusted();
                    } else if (result instanceof Unknown) {
                        result = new Changed(found.place());
                    }
                }
                case AUTHORITY -> {
                    // Only certificates count for this line, and Headroom asks for none.
                }
            }
        }
        return result;
    }

    private static String name(HostKeyFiles files, String address, int port) {
        String name = files.alias().orElse(address).toLowerCase(Locale.ROOT);
        return files.alias().isPresent() || port == DEFAULT_PORT ? name : "[%s]:%d".formatted(name, port);
    }

    private List<Found> about(HostKeyFiles files, String name) throws IOException {
        List<Found> result = new ArrayList<>();
        for (Path path : files.all()) {
            about(path, name).forEach(entry -> result.add(new Found(path, entry)));
        }
        return result;
    }

    private synchronized List<KnownHostsEntry> about(Path path, String name) throws IOException {
        Loaded file = load(path);
        return file.known().computeIfAbsent(name, file.file()::about);
    }

    private Loaded load(Path path) throws IOException {
        try {
            BasicFileAttributes is = Files.readAttributes(path, BasicFileAttributes.class);
            Stamp stamp = new Stamp(is.lastModifiedTime(), is.size(), is.fileKey());
            @Nullable Loaded before = loaded.get(path);
            if (before != null && Objects.equals(before.stamp(), stamp)) {
                return before;
            }
            if (!is.isRegularFile()) {
                return new Loaded(stamp, KnownHostsFile.EMPTY, new HashMap<>()); // such as /dev/null
            }
            if (is.size() > LARGEST) {
                throw new IOException("%s is too large (%d bytes) for a known_hosts file".formatted(path, is.size()));
            }
            parsed++;
            Loaded now = new Loaded(stamp, KnownHostsFile.parse(Files.readAllBytes(path)), new HashMap<>());
            loaded.put(path, now);
            return now;
        } catch (NoSuchFileException _) {
            loaded.remove(path);
            return new Loaded(new Stamp(FileTime.fromMillis(0), 0, null), KnownHostsFile.EMPTY, new HashMap<>());
        }
    }

    /** The number of files parsed so far, for tests. */
    synchronized int parsed() {
        return parsed;
    }
}
