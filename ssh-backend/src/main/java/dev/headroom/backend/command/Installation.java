package dev.headroom.backend.command;

import java.util.regex.Pattern;

/**
 * Whose mark a loan bears.
 *
 * @param id tells this installation of Headroom from all others
 * @param cluster by the cluster file
 */
public record Installation(String id, String cluster) {
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Nobody: for showing commands, and for looking at a cluster without a state folder. */
    public static final Installation NONE = new Installation("nobody", "none");

    public Installation {
        if (!WORD.matcher(id).matches() || !WORD.matcher(cluster).matches()) {
            throw new IllegalArgumentException(
                    "'%s' and '%s' must be 1 to 64 letters, digits, '.', '_' or '-'.".formatted(id, cluster));
        }
    }
}
