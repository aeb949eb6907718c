package dev.headroom.backend.parse;

import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.Starter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The marker file that a start for a loan leaves on its host, joined with what the host says of the container's first
 * process. A reboot removes the folder of the markers. See decision 0040.
 *
 * @param installation the installation of Headroom that started the container
 * @param cluster the name of the cluster in the cluster file
 * @param current whether the container that runs now is the one that was started then; it may have been started again
 * since
 */
public record LoanMarker(String installation, String cluster, boolean current) {
    /** The first line of a marker, with the version of its layout. */
    public static final String TITLE = "headroom-loan 1";

    private static final Pattern MARKER = Pattern.compile(
            Pattern.quote(TITLE) + " ([A-Za-z0-9._-]{1,64}) ([A-Za-z0-9._-]{1,64}) (\\d{1,12})(?:\\.\\d*)?");
    /**
     * The 22nd field of /proc/PID/stat is when the process began, in ticks since boot; the second field may hold any
     * character.
     */
    private static final Pattern STAT = Pattern.compile("\\d+ \\(.*\\)(?: \\S+){19} (\\d{1,18})(?: .*)?");

    private static final long TICKS = 100;
    private static final long LONGEST_START = 300;

    /**
     * Reads a marker.
     *
     * @param section the marker, and what the host says of the container's first process; the latter only while the
     * container runs
     * @throws ParseException if it is no marker
     */
    public static LoanMarker parse(Section section) {
        List<String> lines = section.lines().stream().filter(l -> !l.isBlank()).toList();
        Matcher marker = MARKER.matcher(lines.isEmpty() ? "" : lines.getFirst().strip());
        if (!marker.matches()) {
            return new LoanMarker("a marker that is not understood", "unknown", true);
        }
        return new LoanMarker(
                marker.group(1),
                marker.group(2),
                lines.size() < 2 || beganThen(lines.get(1), Long.parseLong(marker.group(3))));
    }

    /**
     * Who started the container.
     *
     * @param ours the identity of this installation
     */
    public Starter starter(String ours) {
        if (!current) {
            return new Starter.Somebody();
        }
        return installation.equals(ours)
                ? new Starter.Us()
                : new Starter.Another("%s, cluster %s".formatted(installation, cluster));
    }

    /** Whether the first process began when the marker was written, by the host's own clock. */
    private static boolean beganThen(String stat, long markedAt) {
        Matcher matcher = STAT.matcher(stat.strip());
        if (!matcher.matches()) {
            return false;
        }
        long began = Long.parseLong(matcher.group(1)) / TICKS;
        return began >= markedAt - 1 && began <= markedAt + LONGEST_START;
    }

    /** Whether the container has established connections. */
    public static Established established(Section section) {
        List<String> lines = section.lines().stream().filter(l -> !l.isBlank()).toList();
        if (!section.succeeded() || lines.stream().noneMatch(l -> l.contains("local_address"))) {
            return Established.UNKNOWN;
        }
        return lines.stream().allMatch(l -> l.contains("local_address")) ? Established.NONE : Established.SOME;
    }
}
