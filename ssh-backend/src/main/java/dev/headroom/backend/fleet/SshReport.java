package dev.headroom.backend.fleet;

import java.util.List;
import java.util.Optional;

/**
 * What counts for logging in to one host, and where it is from; for an operator who looks into a problem.
 *
 * @param name as in {@code ssh NAME}
 * @param settings in the order and with the keywords of {@code ssh -G}, which see for their meaning
 * @param route the hosts through which the connection leads, nearest to this computer first; the last one is the host
 * @param keys the files of keys and certificates with which Headroom logs in
 * @param remarks on files that are not what their setting needs, one sentence each
 * @param notFollowed what Headroom does not follow; with each why
 * @param refusal why Headroom does not connect; empty if it does
 */
public record SshReport(
        String name,
        List<Setting> settings,
        List<Hop> route,
        List<KeyFile> keys,
        List<String> remarks,
        List<Sentence> notFollowed,
        Optional<Sentence> refusal) {

    /** The source of a setting of which nothing is said. */
    public static final String DEFAULT = "default";

    /** The source of a setting that the cluster file has. */
    public static final String CLUSTER_FILE = "cluster file";

    public SshReport {
        settings = List.copyOf(settings);
        route = List.copyOf(route);
        keys = List.copyOf(keys);
        remarks = List.copyOf(remarks);
        notFollowed = List.copyOf(notFollowed);
    }

    /**
     * One setting.
     *
     * @param keyword in small letters
     * @param source file and line, {@link #CLUSTER_FILE} or {@link #DEFAULT}
     */
    public record Setting(String keyword, String value, String source) {}

    /**
     * One host on the way.
     *
     * @param address a host name or a numeric address
     * @param command the ProxyCommand that leads there; empty for a connection by TCP
     */
    public record Hop(String user, String address, int port, Optional<String> command) {}

    /**
     * A file with a key or a certificate.
     *
     * @param path with its tokens replaced
     * @param exists whether it is there, is a file, and Headroom may read it
     */
    public record KeyFile(String path, boolean exists, String source) {}

    /**
     * A setting and a sentence about it.
     *
     * @param setting as it is written
     * @param place file and line
     */
    public record Sentence(String setting, String place, String sentence) {}
}
