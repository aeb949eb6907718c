package dev.headroom.backend.remote.trust;

import dev.headroom.backend.remote.trust.HostKeyVerdict.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * Writes a key that the operator trusts into the first known_hosts file of a host. The only code that changes such a
 * file; it is called when an operator has said so, never by a connection. Each file is replaced as a whole, so that a
 * reader sees the old or the new one. Safe for several threads and processes at once. See decision 0090.
 */
public final class KnownHostsWriter {
    /** What no name in a known_hosts file may hold; ssh refuses to write such names, too. */
    private static final Pattern NO_NAME = Pattern.compile("[\\s,*?!|#@'\"\\\\\\p{Cntrl}]");

    private static final int MANY_LINKS = 40;
    private static final int ATTEMPTS = 20;

    /** Java refuses a second lock on a file within one process, instead of waiting. */
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private KnownHostsWriter() {}

    /**
     * What trusting a key changes.
     *
     * @param file that gets the key
     * @param removed lines that trust another key of the host; each as {@code FILE:LINE TEXT}
     * @param kept lines that trust another key and stay, each with the reason
     */
    public record Change(Path file, List<String> removed, List<String> kept) {
        public Change {
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
        }
    }

    /**
     * What {@link #trust} would change now.
     *
     * @throws IOException if the file cannot hold the key, with a sentence
     */
    public static Change preview(ShownKey key) throws IOException {
        Path file = target(key);
        needFolder(key, file);
        needRights(file);
        return change(key, file, edit(file, key));
    }

    /** The file is replaced as a whole, so its folder must be writable, too. */
    private static void needRights(Path file) throws IOException {
        Path folder = folderOf(file);
        if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
            throw new IOException("you may not write to the folder %s".formatted(folder));
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new IOException("you may not write to %s".formatted(file));
        }
    }

    private static KnownHostsEdit edit(Path file, ShownKey key) throws IOException {
        return KnownHostsEdit.replacing(content(file), key.name(), key.key());
    }

    private static Change change(ShownKey key, Path file, KnownHostsEdit edit) throws IOException {
        List<String> kept = new ArrayList<>();
        edit.kept().forEach(line -> kept.add(file + ": " + line));
        for (Path other : key.files().all()) {
            if (!other.equals(key.files().user().getFirst()) && Files.isRegularFile(other)) {
                KnownHostsEdit there = edit(other, key);
                there.removed().forEach(line -> kept.add("%s: line %d: %s".formatted(other, line.line(), line.text())));
                there.kept().forEach(line -> kept.add(other + ": " + line));
            }
        }
        return new Change(
                file,
                edit.removed().stream()
                        .map(line -> "%s %s%s"
                                .formatted(
                                        new Place(file, line.line()),
                                        line.text(),
                                        line.remains()
                                                .map(rest -> " (for its other names it stays)")
                                                .orElse("")))
                        .toList(),
                kept);
    }

    /**
     * Makes the key trusted: takes away the lines of {@code agreed}, and adds one.
     *
     * @param agreed what the operator has seen of {@link #preview}
     * @throws IOException if that is not possible, or not what the operator has seen, with a sentence
     */
    public static void trust(ShownKey key, Change agreed) throws IOException {
        Path file = target(key);
        makeFolder(key, file);
        ONE_AT_A_TIME.lock();
        try {
            for (int i = 0; i < ATTEMPTS; i++) {
                if (tryTrust(key, agreed, file)) {
                    return;
                }
            }
            throw new IOException(
                    "%s is changed by other programs again and again; nothing was written".formatted(file));
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    /** @return false if another program replaced or changed the file meanwhile */
    private static boolean tryTrust(ShownKey key, Change agreed, Path file) throws IOException {
        boolean isNew = create(file);
        Optional<Object> locked = inode(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            // Whoever had the lock before has put another file here: a lock on the old one keeps nobody out.
            if (!inode(file).equals(locked)) {
                return false;
            }
            KnownHostsEdit edit = edit(file, key);
            if (!change(key, file, edit).removed().equals(agreed.removed())) {
                throw new IOException(
                        "%s has been changed since its lines were shown; nothing was written".formatted(file));
            }
            byte[] after = KnownHostsEdit.added(edit.after(), line(key));
            Path next = Files.createTempFile(file.getParent(), "known_hosts.", ".headroom", ownerOnly(file));
            try {
                Files.write(next, after);
                if (!isNew) {
                    takeAttributes(file, next);
                }
                try (FileChannel written = FileChannel.open(next, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                // ssh appends without a lock.
                if (!Arrays.equals(content(file), edit.before()) || !inode(file).equals(locked)) {
                    return false;
                }
                Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return true;
            } finally {
                Files.deleteIfExists(next);
            }
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private static String line(ShownKey key) {
        String name = key.files().hashed() ? HostNames.hashed(key.name()) : key.name();
        return "%s %s %s".formatted(name, key.type(), key.base64());
    }

    /** The file that holds the key, behind all symbolic links; it may not exist yet. */
    private static Path target(ShownKey key) throws IOException {
        if (NO_NAME.matcher(key.name()).find()) {
            throw new IOException("the name '%s' cannot stand in a file of known hosts".formatted(key.name()));
        }
        Path file = key.files().user().getFirst().toAbsolutePath();
        for (int i = 0; Files.isSymbolicLink(file); i++) {
            if (i == MANY_LINKS) {
                throw new IOException("%s is a symbolic link that leads round in a circle".formatted(file));
            }
            file = folderOf(file).toRealPath().resolve(Files.readSymbolicLink(file));
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("%s: name a file in its place"
                    .formatted(key.files()
                            .keepsNone()
                            .map(line -> line.endsWith(" is a folder") ? line : line + ", which keeps no keys")
                            .orElse("%s is %s, and keeps no keys"
                                    .formatted(file, Files.isDirectory(file) ? "a folder" : "no file"))));
        }
        return file;
    }

    /** Why {@link #trust} cannot keep a key, the end of a sentence; empty if it may. */
    public static Optional<String> objection(ShownKey key) {
        try {
            target(key);
            return Optional.empty();
        } catch (FileSystemException _) {
            return Optional.empty(); // its message is no sentence
        } catch (IOException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static byte[] content(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException _) {
            return new byte[0];
        }
    }

    private static Optional<Object> inode(Path file) throws IOException {
        return Optional.ofNullable(
                Files.readAttributes(file, BasicFileAttributes.class).fileKey());
    }

    /** ssh, too, makes no other folder than the usual one, and none where a symbolic link leads. */
    private static void makeFolder(ShownKey key, Path file) throws IOException {
        needFolder(key, file);
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, isPosix(folder) ? permissions("rwx------") : new FileAttribute<?>[0]);
        }
    }

    private static void needFolder(ShownKey key, Path file) throws IOException {
        Path folder = folderOf(file);
        if (!Files.isDirectory(folder)) {
            Path named = key.files().user().getFirst().toAbsolutePath();
            boolean linked = Files.isSymbolicLink(named);
            if (linked || !folder.endsWith(".ssh")) {
                throw new IOException("there is no folder %s, %s: make that folder, or name another file"
                        .formatted(
                                folder,
                                linked
                                        ? "to which the symbolic link %s leads".formatted(named)
                                        : "in which the first file of UserKnownHostsFile is"));
            }
        }
    }

    /** Its folder; the file system's root has none but itself. */
    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }

    private static boolean create(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly(file));
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        return isPosix(folderOf(file)) ? permissions("rw-------") : new FileAttribute<?>[0];
    }

    private static FileAttribute<?>[] permissions(String text) {
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))};
    }

    private static boolean isPosix(Path place) {
        return Files.getFileAttributeView(place, PosixFileAttributeView.class) != null;
    }

    private static void takeAttributes(Path from, Path to) throws IOException {
        if (!isPosix(from)) {
            return;
        }
        PosixFileAttributes is = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes will = Files.readAttributes(to, PosixFileAttributes.class);
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (!will.owner().equals(is.owner())) {
            view.setOwner(is.owner());
        }
        if (!will.group().equals(is.group())) {
            view.setGroup(is.group());
        }
        view.setPermissions(is.permissions());
    }
}
