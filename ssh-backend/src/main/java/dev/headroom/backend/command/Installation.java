package dev.headroom.backend.command;

import java.util.regex.Pattern;

/**
 * The installation of Headroom and the cluster that a loan's mark names.
 *
 * @param id different from the id of every other installation
 * @param cluster the name in the cluster file
 */
public record Installation(String id, String cluster) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** No installation: for showing commands, and for observing a cluster without a state folder. */
    public static final Installation NONE = new Installation("nobody", "none");

    public Installation {
        if (!WORD.matcher(id).matches() || !WORD.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "'%s' and '%s' must be 1 to 64 letters, digits, '.', '_' or '-'.".formatted(id, cluster));
        }
    }
}
