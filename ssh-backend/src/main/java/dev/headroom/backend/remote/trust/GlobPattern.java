package dev.headroom.backend.remote.trust;

import java.util.List;

/** OpenSSH's patterns: {@code *} is any text, {@code ?} any character, a leading {@code !} denies. Pure. */
public final class GlobPattern {
    private GlobPattern() {}

    /** Whether a list matches: at least one pattern matches, and no pattern with {@code !} does. */
    public static boolean matchesList(List<String> patterns, String text) {
        boolean matched = false;
        for (String pattern : patterns) {
            if (pattern.startsWith("!")) {
                if (matches(pattern.substring(1), text)) {
                    return false;
                }
            } else if (matches(pattern, text)) {
                matched = true;
            }
        }
        return matched;
    }

    /** Whether the pattern matches, in time proportional to at most the product of both lengths. */
    static boolean matches(String pattern, String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length() && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }
}
