package dev.headroom.backend.lease;

import dev.headroom.backend.parse.Section;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host says of the lease. All times are by the host's own clock.
 *
 * @param held who holds it; empty where nobody does, or where the host keeps none
 * @param refused why the host did not give it to the master that asked; empty where it was not asked, or gave it
 */
public record LeaseReport(Optional<Held> held, Optional<String> refused) {
    private static final Pattern HELD = Pattern.compile(
            "held (\\d{1,15}) ([A-Za-z0-9._-]{1,80}) (\\d{1,9}) (-?\\d{1,11}) (-|-?\\d{1,11})(?: ([!-~]{1,128}))?");

    /** How the reason ends for which a host keeps no lease: the folder is not the login user's, or full. */
    public static final String NOT_WRITTEN = "cannot be written";

    /** How to give the folder to the login user, as a part of a sentence. */
    public static final String GIVE_FOLDER =
            "install headroom.tmpfiles there as /etc/tmpfiles.d/headroom.conf, with the login user's name where the file"
                    + " has headroom, then systemd-tmpfiles --create /etc/tmpfiles.d/headroom.conf (the file is in"
                    + " packaging/linux of Headroom's source, and in /usr/share/doc/headroom*/examples where a package of"
                    + " Headroom is installed)";

    private static final String REFUSED = "refused ";
    private static final int LONGEST = 200;

    /**
     * The holder of the lease.
     *
     * @param epoch the number under which it was taken: each taking has a greater one
     * @param name of the master; the part before the last point names its installation
     * @param term how long a holder that does not renew the lease keeps it
     * @param age how long ago it was taken
     * @param idle how long ago it was renewed last; empty if the holder has left it
     * @param who the login name and the computer of the master, as USER@COMPUTER
     */
    public record Held(long epoch, String name, Duration term, Duration age, Optional<Duration> idle, String who) {
        /** Whether its holder keeps it renewed. */
        boolean isAlive() {
            return idle.filter(since -> since.compareTo(term) <= 0).isPresent();
        }
    }

    /** Reads the section. A line that is not understood says nothing. */
    public static LeaseReport parse(Section section) {
        return new LeaseReport(
                section.lines().stream().flatMap(line -> held(line).stream()).findFirst(),
                section.lines().stream()
                        .filter(line -> line.startsWith(REFUSED))
                        .map(line -> line.substring(REFUSED.length()))
                        .map(why -> why.substring(0, Math.min(LONGEST, why.length())))
                        .findFirst());
    }

    private static Optional<Held> held(String line) {
        Matcher words = HELD.matcher(line);
        if (!words.matches()) {
            return Optional.empty();
        }
        String idle = words.group(5);
        return Optional.of(new Held(
                Long.parseLong(words.group(1)),
                words.group(2),
                Duration.ofSeconds(Long.parseLong(words.group(3))),
                Duration.ofSeconds(Long.parseLong(words.group(4))),
                idle.equals("-") ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(idle))),
                Optional.ofNullable(words.group(6)).orElse("a master that does not say whose it is")));
    }
}
