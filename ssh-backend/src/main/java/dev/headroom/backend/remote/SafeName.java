package dev.headroom.backend.remote;

/** The names that ssh takes for a host or a user: none of them can be an option or a part of a shell's command. Pure. */
public final class SafeName {
    private static final String NEVER = "'`\";&<>|(){}";

    private SafeName() {}

    /** Whether ssh takes {@code name} for a host on its command line. */
    public static boolean isHost(String name) {
        return !name.isEmpty()
                && !name.startsWith("-")
                && name.chars().noneMatch(c -> has(NEVER + "$\\,", c) || Character.isWhitespace(c) || isControl(c));
    }

    /** Whether ssh takes {@code name} for a user on its command line. */
    public static boolean isUser(String name) {
        return !name.isBlank()
                && !name.startsWith("-")
                && !name.matches("(?s).*\\s-.*")
                && !name.endsWith("\\")
                && name.chars().noneMatch(c -> has(NEVER, c) || isControl(c));
    }

    private static boolean has(String letters, int c) {
        return letters.indexOf(c) >= 0;
    }

    private static boolean isControl(int c) {
        return c < ' ' || c == 0x7f;
    }
}
