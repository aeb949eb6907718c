package dev.headroom.backend.fleet;

import java.util.Map;
import java.util.Optional;

/**
 * Replaces the tokens and environment variables of ssh_config(5), for one host. Immutable.
 *
 * @param values the value of each token, by its letter
 * @param variables the environment
 */
record Tokens(Map<Character, String> values, Map<String, String> variables) {
    /** The tokens of paths: of keys, certificates, agents, known and revoked host keys. */
    static final String OF_PATHS = "CdhijkLlnpru";

    /** The tokens of ProxyCommand and ProxyJump. */
    static final String OF_PROXIES = "hknpr";

    /** The tokens of User. */
    static final String OF_USERS = "dhijkLlnpu";

    Tokens {
        values = Map.copyOf(values);
        variables = Map.copyOf(variables);
    }

    /** Without the environment, which may hold secrets. */
    @Override
    public String toString() {
        return values.toString();
    }

    /** The text with its tokens replaced; empty if it has another one, for which ssh would end. */
    Optional<String> replaced(String written, String letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '%') {
                text.append(c);
                continue;
            }
            char letter = ++i < written.length() ? written.charAt(i) : ' ';
            boolean known = letters.indexOf(letter) >= 0 && values.containsKey(letter);
            if (letter != '%' && !known) {
                return Optional.empty();
            }
            text.append(letter == '%' ? "%" : values.get(letter));
        }
        return Optional.of(text.toString());
    }

    /** The same, of a keyword in which ssh replaces environment variables too; empty also for one that is not set. */
    Optional<String> replacedWithVariables(String written, String letters) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (true) {
            int begin = written.indexOf("${", at);
            int end = begin < 0 ? -1 : written.indexOf('}', begin);
            Optional<String> before = replaced(written.substring(at, begin < 0 ? written.length() : begin), letters);
            if (before.isEmpty() || (begin >= 0 && end < 0)) {
                return Optional.empty();
            }
            text.append(before.get());
            if (begin < 0) {
                return Optional.of(text.toString());
            }
            String name = written.substring(begin + 2, end);
            if (!variables.containsKey(name)) {
                return Optional.empty();
            }
            text.append(variables.get(name));
            at = end + 1;
        }
    }
}
