package dev.headroom.backend.link;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who calls this program at a prompt, and by which name it is called there. */
public final class Caller {
    /** Characters that systemd takes in the name of an instance as they are. */
    private static final Pattern CLUSTER_FILE = Pattern.compile("([A-Za-z0-9:_.-]+)\\.yaml");

    private Caller() {}

    /** The command: the package for servers has another one than the console's. */
    public static String command() {
        return System.getProperty("headroom.command", "headroom");
    }

    /**
     * The unit of systemd that runs the master of a cluster file, as {@code headroom-master@shop}; empty where none is
     * known to: the package for servers says in which folder the cluster files of its units lie.
     */
    public static Optional<String> unit(Path clusterFile) {
        return unit(Optional.ofNullable(System.getProperty("headroom.units")), clusterFile);
    }

    static Optional<String> unit(Optional<String> units, Path clusterFile) {
        Path file = clusterFile.toAbsolutePath().normalize();
        return units.map(Path::of)
                .filter(folder -> folder.equals(file.getParent()))
                .map(_ -> CLUSTER_FILE.matcher(String.valueOf(file.getFileName())))
                .filter(Matcher::matches)
                .map(name -> "headroom-master@" + name.group(1));
    }

    /** The operator's name, for the journal: who called sudo, else the user of this process. */
    public static String operator() {
        return operator(Optional.ofNullable(System.getenv("SUDO_USER")), System.getProperty("user.name", "operator"))
                + origin();
    }

    /** From where the operator is logged in, as {@code ", from 192.0.2.7"}; empty where that is not known. */
    public static String origin() {
        return Origin.of(System.getenv());
    }

    static String operator(Optional<String> sudo, String user) {
        return sudo.filter(name -> !name.isBlank()).orElse(user);
    }
}
