package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Changed;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Revoked;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Trusted;
import dev.headroom.backend.remote.trust.HostKeyVerdict.Unknown;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The known_hosts files of all hosts, each read once and again after it was changed. Judges a host's key as OpenSSH 9
 * does on the same files ({@code hostfile.c}, {@code sshconnect.c}). Safe for several threads at once. See decision
 * 0001.
 */
public final class KnownHosts {
    static final int DEFAULT_PORT = 22;

    /** The files, each with the results of earlier lookups: each hashed line costs a digest for each name. */
    private final ReadFiles<Loaded> files =
            new ReadFiles<>((_, bytes) -> new Loaded(KnownHostsFile.parse(bytes), new HashMap<>()));

    private final ReadFiles<RevokedKeysFile> revokedFiles = new ReadFiles<>(RevokedKeysFile::parse);

    /** An object that has read no file yet. */
    public KnownHosts() {}

    private record Loaded(KnownHostsFile file, Map<String, List<KnownHostsEntry>> known) {}

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
        Optional<Place> listed = revoked(files, key);
        if (listed.isPresent()) {
            return new Revoked(listed.get());
        }
        HostKeyVerdict result = judge(about(files, files.name(address, port)), key);
        boolean hasPort = files.alias().isEmpty() && port != DEFAULT_PORT;
        if (!(result instanceof Unknown) || !hasPort) {
            return result;
        }
        // A host that is not known with its port may be known without one; another key there does not contradict the
        // key of this port.
        HostKeyVerdict plain = judge(about(files, files.name(address, DEFAULT_PORT)), key);
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
        List<Found> found = new ArrayList<>(about(files, files.name(address, port)));
        if (found.isEmpty()) {
            found.addAll(about(files, files.name(address, DEFAULT_PORT)));
        }
        found.stream()
                .filter(f -> f.entry().marker() == KnownHostsEntry.Marker.TRUSTED)
                .forEach(f -> types.add(f.entry().type()));
        return types;
    }

    /**
     * The lines for a certificate of the host. As with OpenSSH, lines without the port count only where no authority is
     * named with it.
     *
     * @throws IOException if a file is there and cannot be read
     */
    public CertificateLines certificateLines(HostKeyFiles files, String address, int port) throws IOException {
        List<Found> found = new ArrayList<>(about(files, files.name(address, port)));
        if (found.stream().noneMatch(f -> f.entry().marker() == KnownHostsEntry.Marker.AUTHORITY)) {
            found.addAll(about(files, files.name(address, DEFAULT_PORT)));
        }
        List<MarkedKey> revoked = new ArrayList<>(marked(found, KnownHostsEntry.Marker.REVOKED));
        revoked.addAll(revokedList(files));
        return new CertificateLines(marked(found, KnownHostsEntry.Marker.AUTHORITY), revoked);
    }

    private static List<MarkedKey> marked(List<Found> found, KnownHostsEntry.Marker marker) {
        return found.stream()
                .filter(f -> f.entry().marker() == marker)
                .map(f -> new MarkedKey(f.entry().key(), f.place()))
                .toList();
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
                    // Only certificates count for this line.
                }
            }
        }
        return result;
    }

    private List<Found> about(HostKeyFiles files, String name) throws IOException {
        List<Found> result = new ArrayList<>();
        for (Path path : files.all()) {
            about(path, name).forEach(entry -> result.add(new Found(path, entry)));
        }
        return result;
    }

    private synchronized List<MarkedKey> revokedList(HostKeyFiles of) throws IOException {
        return of.revoked().isPresent()
                ? revokedFiles.content(of.revoked().get()).keys()
                : List.of();
    }

    /**
     * What the file of RevokedHostKeys says of a key or certificate that a host has shown, or of its authority.
     *
     * @return the place that revokes it
     * @throws IOException if the file cannot be read
     */
    public synchronized Optional<Place> revoked(HostKeyFiles of, byte[] key) throws IOException {
        if (of.revoked().isEmpty()) {
            return Optional.empty();
        }
        Path file = of.revoked().get();
        return revokedFiles.content(file).revokes(file, key);
    }

    private synchronized List<KnownHostsEntry> about(Path path, String name) throws IOException {
        try {
            Loaded file = files.content(path);
            return file.known().computeIfAbsent(name, file.file()::about);
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    /** The number of files parsed so far, for tests. */
    synchronized int parsed() {
        return files.parsed();
    }
}
