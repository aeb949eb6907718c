package dev.headroom.backend.inventory;

import java.util.regex.Pattern;

/**
 * A pattern for the names of the containers that carry a service.
 *
 * @param glob letters, digits, '.', '_', '-'; {@code *} stands for any text, {@code ?} for one character
 */
public record ContainerPattern(String glob) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._*?-]{1,64}");

    public ContainerPattern {
        if (!ALLOWED.matcher(glob).matches()) {
            throw new IllegalArgumentException(
                    "The pattern '%s' must be 1 to 64 letters, digits, '.', '_', '-', '*' or '?'.".formatted(glob));
        }
    }

    /** Whether the whole name matches. */
    public boolean matches(String name) {
        return (name.indexOf('*') >= 0 || name.indexOf('?') >= 0) ? meet(glob, name) : isMatch(name);
    }

    /** As {@link #meet} for a text without wildcards, without its table: each snapshot asks this of each container. */
    private boolean isMatch(String name) {
        int at = 0;
        int pattern = 0;
        int star = -1;
        int afterStar = 0;
        while (at < name.length()) {
            if (pattern < glob.length() && glob.charAt(pattern) == '*') {
                star = pattern++;
                afterStar = at;
            } else if (pattern < glob.length() && same(glob.charAt(pattern), name.charAt(at))) {
                pattern++;
                at++;
            } else if (star >= 0) {
                pattern = star + 1;
                at = ++afterStar;
            } else {
                return false;
            }
        }
        while (pattern < glob.length() && glob.charAt(pattern) == '*') {
            pattern++;
        }
        return pattern == glob.length();
    }

    /** Whether some name could match both patterns. */
    public boolean overlaps(ContainerPattern other) {
        return meet(glob, other.glob);
    }

    /**
     * Whether some text matches both globs: shared[i][j] says whether one matches the first i characters of a and the
     * first j of b.
     */
    private static boolean meet(String a, String b) {
        boolean[][] shared = new boolean[a.length() + 1][b.length() + 1];
        shared[0][0] = true;
        for (int i = 0; i <= a.length(); i++) {
            for (int j = i == 0 ? 1 : 0; j <= b.length(); j++) {
                shared[i][j] = (isStar(a, i) || isStar(b, j))
                        // A star stands for no character, or for one more character of the other glob.
                        ? at(shared, i - 1, j) || at(shared, i, j - 1)
                        : at(shared, i - 1, j - 1) && same(a.charAt(i - 1), b.charAt(j - 1));
            }
        }
        return shared[a.length()][b.length()];
    }

    private static boolean at(boolean[][] shared, int i, int j) {
        return i >= 0 && j >= 0 && shared[i][j];
    }

    /** Whether the last of the first {@code length} characters is a star. */
    private static boolean isStar(String glob, int length) {
        return length > 0 && glob.charAt(length - 1) == '*';
    }

    private static boolean same(char x, char y) {
        return x == y || x == '?' || y == '?';
    }

    @Override
    public String toString() {
        return glob;
    }
}
