package dev.headroom.backend.lease;

import dev.headroom.backend.command.Installation;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whose the lease is.
 *
 * @param cluster the name in the cluster file
 * @param holder the name of this master, of which no other master has the same: its installation, a point, and random
 *     letters
 * @param who the login name and the computer of the operator, for people
 */
public record LeaseName(String cluster, String holder, String who) {
    private static final Pattern HOLDER = Pattern.compile("[A-Za-z0-9_-]{1,64}\\.[a-z0-9]{6,12}");
    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9@._-]");
    private static final Pattern NO_INSTALLATION = Pattern.compile("[^A-Za-z0-9_-]");
    private static final int LONGEST = 100;

    /** A fresh name for a master of {@code installation} on this computer. */
    public static LeaseName of(Installation installation) {
        String random = UUID.randomUUID().toString().replace("-", "").substring(0, 8);
        return new LeaseName(
                installation.cluster(),
                NO_INSTALLATION.matcher(installation.id()).replaceAll("-") + "." + random,
                System.getProperty("user.name", "unknown") + "@" + computer());
    }

    /** Whether a master is of this one's installation. */
    boolean isOurs(String master) {
        return installation(master).equals(installation(holder));
    }

    private static String installation(String master) {
        int point = master.lastIndexOf('.');
        return point < 0 ? master : master.substring(0, point);
    }

    private static String computer() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    public LeaseName {
        if (!HOLDER.matcher(holder).matches()) {
            throw new IllegalArgumentException(
                    "The holder of a lease (%s) must be its installation, a point and letters.".formatted(holder));
        }
        String plain = NOT_PLAIN.matcher(who).replaceAll("-");
        who = plain.substring(0, Math.min(LONGEST, plain.length()));
    }
}
