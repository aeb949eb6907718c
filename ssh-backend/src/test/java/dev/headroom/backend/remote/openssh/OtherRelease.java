package dev.headroom.backend.remote.openssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The root folder of another release of Debian, named by {@code HEADROOM_SSHD_ROOT}: all comparisons are then made with
 * its sshd. Such a folder is made by {@code mmdebstrap --variant=minbase --include=openssh-server trixie FOLDER}.
 */
final class OtherRelease {
    private static final Pattern VERSION = Pattern.compile("OpenSSH_([0-9]+)\\.([0-9]+)");

    private OtherRelease() {}

    /** What stands before the command of an sshd; empty for the sshd of this machine. */
    static List<String> launcher() {
        return root().map(root -> List.of(
                        "unshare",
                        "-m",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        "for i in dev proc tmp; do mount --rbind /$i \"$1/$i\" || exit; done;"
                                + " mkdir -p \"$1/run/sshd\" && exec chroot \"$@\"",
                        "sh",
                        root.toString()))
                .orElse(List.of());
    }

    /** Whether the sshd that the comparisons are made with is of this release of OpenSSH or a later one. */
    static boolean isAtLeast(int major, int minor) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(launcher());
        command.addAll(List.of("/usr/sbin/sshd", "-V")); // older ones do not know -V, and tell the version all the same
        String said = Processes.toTheEnd(command, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"))
                .said();
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IllegalStateException("No version in what sshd said: " + said);
        }
        int hasMajor = Integer.parseInt(version.group(1));
        return hasMajor > major || (hasMajor == major && Integer.parseInt(version.group(2)) >= minor);
    }

    private static Optional<Path> root() {
        Optional<Path> root =
                Optional.ofNullable(System.getenv("HEADROOM_SSHD_ROOT")).map(Path::of);
        root.filter(folder -> !Files.isExecutable(folder.resolve("usr/sbin/sshd")))
                .ifPresent(folder -> {
                    throw new IllegalStateException("There is no sshd in HEADROOM_SSHD_ROOT (%s).".formatted(folder));
                });
        return root;
    }
}
