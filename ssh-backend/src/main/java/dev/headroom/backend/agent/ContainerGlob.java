package dev.headroom.backend.agent;

import java.util.regex.Pattern;

/**
 * A pattern of container names, where {@code *} stands for any text and {@code ?} for one character.
 *
 * @param text as the operator wrote it
 */
public record ContainerGlob(String text) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._*?-]+");

    public ContainerGlob {
        if (!ALLOWED.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "The container pattern '%s' must be made of letters, digits, '.', '_', '-', '*' and '?'."
                            .formatted(text));
        }
    }

    public boolean matches(String name) {
        return matches(0, name, 0);
    }

    private boolean matches(int at, String name, int from) {
        if (at == text.length()) {
            return from == name.length();
        }
        char wanted = text.charAt(at);
        if (wanted == '*') {
            for (int next = from; next <= name.length(); next++) {
                if (matches(at + 1, name, next)) {
                    return true;
                }
            }
            return false;
        }
        return from < name.length()
                && (wanted == '?' || wanted == name.charAt(from))
                && matches(at + 1, name, from + 1);
    }
}
