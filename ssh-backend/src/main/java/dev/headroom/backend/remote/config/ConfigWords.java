package dev.headroom.backend.remote.config;

import java.util.ArrayList;
import java.util.List;

/** The words of a line: blanks separate them, quotes hold one together, a {@code #} that begins a word ends the line. */
final class ConfigWords {
    private static final char NONE = 0;

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private char quote = NONE;

    private ConfigWords(String text) {
        this.text = text;
    }

    /**
     * The words of a line.
     *
     * @param closed whether each quote has its end, without which ssh does not read the line
     */
    record Read(List<String> words, boolean closed) {}

    static Read of(String text) {
        ConfigWords reader = new ConfigWords(text);
        reader.read();
        return new Read(List.copyOf(reader.words), reader.quote == NONE);
    }

    private void read() {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escapes(i)) {
                i++;
                append(text.charAt(i));
            } else if (quote != NONE) {
                quoted(c);
            } else if (c == '#' && !begun) {
                break;
            } else {
                unquoted(c);
            }
        }
        end();
    }

    private boolean escapes(int at) {
        String escaped = quote == NONE ? "\"'\\ " : "\"'\\";
        return text.charAt(at) == '\\' && at + 1 < text.length() && escaped.indexOf(text.charAt(at + 1)) >= 0;
    }

    private void quoted(char c) {
        if (c == quote) {
            quote = NONE;
        } else {
            append(c);
        }
    }

    private void unquoted(char c) {
        switch (c) {
            case '"', '\'' -> {
                quote = c;
                begun = true;
            }
            case ' ', '\t' -> end();
            default -> append(c);
        }
    }

    private void append(char c) {
        begun = true;
        word.append(c);
    }

    private void end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }
}
