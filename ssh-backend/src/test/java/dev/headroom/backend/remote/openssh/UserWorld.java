package dev.headroom.backend.remote.openssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mount namespace in which an sshd has users and PAM settings of its own; the machine's stay untouched. The user is
 * {@code tess}.
 */
final class UserWorld {
    private static final int ID = 54_321;

    private final Path folder;
    private final List<String> mounts = new ArrayList<>();

    private UserWorld(Path folder) {
        this.folder = folder;
    }

    /** @param shadow what follows the password in her line of the shadow file, such as {@code 19000:0:99999:7:::} */
    static UserWorld in(Path folder, String password, String shadow) throws Exception {
        String crypted = Processes.run("openssl", "passwd", "-6", password).strip();
        return of(folder, crypted + ":" + shadow);
    }

    /** @param shadow what follows her name in her line of the shadow file, such as {@code !*:19000:0:99999:7:::} */
    static UserWorld of(Path folder, String shadow) throws Exception {
        Files.createDirectories(folder);
        var world = new UserWorld(folder);
        world.over(
                "/etc/passwd",
                Files.readString(Path.of("/etc/passwd")) + "tess:x:%d:%d::/:/bin/sh%n".formatted(ID, ID));
        world.over("/etc/group", Files.readString(Path.of("/etc/group")) + "tess:x:%d:%n".formatted(ID));
        world.over("/etc/shadow", Files.readString(Path.of("/etc/shadow")) + "tess:%s%n".formatted(shadow));
        return world;
    }

    /** PAM's settings of sshd. */
    UserWorld pam(String lines) throws IOException {
        return over("/etc/pam.d/sshd", lines);
    }

    /** A file of the machine that reads so for the sshd; it must exist on the machine. */
    UserWorld over(String file, String content) throws IOException {
        Path ours = folder.resolve("file" + mounts.size());
        Files.writeString(ours, content);
        mounts.add("mount --bind %s %s".formatted(ours, file));
        return this;
    }

    /** A file that is not on the machine: its folder is covered by one of memory with the same files. */
    UserWorld nologin(String text) throws IOException {
        Path ours = Files.writeString(folder.resolve("nologin"), text);
        // /etc/nologin cannot be bound where it does not exist: an overlay of /etc has it.
        mounts.addFirst(
                "mkdir -p %1$s/up %1$s/work && mount -t tmpfs none %1$s/up && mkdir %1$s/up/u %1$s/up/w && cp %2$s %1$s/up/u/nologin && chmod 644 %1$s/up/u/nologin && mount -t overlay overlay -o lowerdir=/etc,upperdir=%1$s/up/u,workdir=%1$s/up/w /etc"
                        .formatted(folder, ours));
        return this;
    }

    /** The command that starts another in this world. */
    String[] launcher() {
        return new String[] {
            "unshare",
            "-m",
            "--propagation",
            "private",
            "sh",
            "-c",
            String.join(" && ", mounts) + " && exec \"$@\"",
            "sh"
        };
    }
}
