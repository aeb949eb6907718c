package dev.headroom.backend.remote.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether only the user and root can write to a file whose ProxyCommand will be run: the rule of ssh. A group whose
 * only member is the user is the user, as for the ssh of Debian and Ubuntu.
 */
record FileRights(String user, Path accounts, Path groups) {
    private static final String ROOT = "root";

    /** A line of the system's lists: {@code NAME:x:NUMBER:…}. */
    private record Entry(List<String> fields) {
        String name() {
            return fields.getFirst();
        }

        /** Empty where the line is too short. */
        String field(int index) {
            return index < fields.size() ? fields.get(index) : "";
        }
    }

    /** For the user who runs this process. */
    static FileRights ofThisProcess() {
        return new FileRights(System.getProperty("user.name", ""), Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    /**
     * Examines a file; systems without owners and groups of POSIX are taken as they are.
     *
     * @throws IOException if others can write to it; the message is a sentence without its full stop
     */
    void check(Path file) throws IOException {
        var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view == null) {
            return;
        }
        PosixFileAttributes attributes = view.readAttributes();
        String owner = attributes.owner().getName();
        if (!owner.equals(user) && !owner.equals(ROOT)) {
            throw new IOException(
                    "%s belongs to %s, who could have any command run by it; ssh does not read it either. Let it belong to %s (chown) or put its lines into a file of yours"
                            .formatted(file, owner, user));
        }
        Set<PosixFilePermission> permissions = attributes.permissions();
        if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
                || (permissions.contains(PosixFilePermission.GROUP_WRITE)
                        && !isOnlyTheUser(attributes.group().getName()))) {
            throw new IOException(
                    "others can write to %s, and so have any command run by it; ssh does not read it either. Take that right away: chmod go-w %s"
                            .formatted(file, file));
        }
    }

    private boolean isOnlyTheUser(String group) throws IOException {
        Optional<Entry> entry = entries(groups)
                .filter(one -> one.name().equals(group) && !one.field(2).isEmpty())
                .findFirst();
        if (entry.isEmpty()) {
            return false; // of a directory service, which would have to be asked for its members
        }
        Set<String> members = new HashSet<>();
        entries(accounts)
                .filter(account -> account.field(3).equals(entry.get().field(2)))
                .forEach(account -> members.add(account.name()));
        Stream.of(entry.get().field(3).split(",", -1))
                .filter(name -> !name.isBlank())
                .forEach(members::add);
        return members.equals(Set.of(user));
    }

    private static Stream<Entry> entries(Path list) throws IOException {
        if (!Files.isReadable(list)) {
            return Stream.empty();
        }
        return new String(Files.readAllBytes(list), StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> new Entry(List.of(line.split(":", -1))));
    }
}
