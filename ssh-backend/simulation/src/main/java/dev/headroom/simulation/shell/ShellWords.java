package dev.headroom.simulation.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits one simple command as a POSIX shell does: quotes and backslashes, no expansion, no operators. Pure. */
public final class ShellWords {
    private static final String OPERATORS = ";&|<>()$`\n";

    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;

    private ShellWords() {}

    /** The words; empty where a quote is left open or the text needs other parts of a shell. */
    public static Optional<List<String>> split(String text) {
        ShellWords shell = new ShellWords();
        return shell.read(text.strip()) ? Optional.of(List.copyOf(shell.words)) : Optional.empty();
    }

    private boolean read(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (isBlank(c)) {
                end();
                at++;
            } else if (c == '\'' || c == '"') {
                int close = quoted(text, at, c);
                if (close < 0) {
                    return false;
                }
                at = close + 1;
            } else if (c == '\\' && at + 1 < text.length()) {
                append(text.charAt(at + 1));
                at += 2;
            } else if (OPERATORS.indexOf(c) >= 0 || c == '\\') {
                return false;
            } else {
                append(c);
                at++;
            }
        }
        end();
        return true;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** The index of the closing quote; negative without one. */
    private int quoted(String text, int open, char quote) {
        inWord = true;
        int at = open + 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                return at;
            }
            boolean escapes =
                    quote == '"' && c == '\\' && at + 1 < text.length() && "\"\\$`".indexOf(text.charAt(at + 1)) >= 0;
            if (escapes) {
                at++;
                c = text.charAt(at);
            } else if (quote == '"' && (c == '$' || c == '`')) {
                return -1;
            }
            append(c);
            at++;
        }
        return -1;
    }

    private void append(char c) {
        inWord = true;
        word.append(c);
    }

    private void end() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }
}
