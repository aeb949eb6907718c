package dev.headroom.styles;

import java.net.URL;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A look of the console. Themes differ in their tokens only: every other sheet is shared. Knows no toolkit. */
public enum Theme {
    LIGHT("light", false),
    DARK("dark", true),
    /** For bright rooms, bad screens and tired eyes: black ground, text of at least 7:1. */
    CONTRAST("contrast", true);

    private static final List<String> SHARED =
            List.of("base.css", "frame.css", "topology.css", "tables.css", "proposals.css");

    private final String label;
    private final boolean dark;

    Theme(String label, boolean dark) {
        this.label = label;
        this.dark = dark;
    }

    /** As an operator reads it, in lower case. */
    public String label() {
        return label;
    }

    /** Whether it stands on a dark base. */
    public boolean isDark() {
        return dark;
    }

    /** The next one in the circle of themes. */
    public Theme next() {
        return switch (this) {
            case LIGHT -> DARK;
            case DARK -> CONTRAST;
            case CONTRAST -> LIGHT;
        };
    }

    /** The sheet that defines this theme's colours. */
    public URL tokens() {
        return resource("tokens-" + label + ".css");
    }

    /** The sheets that use the tokens; they are the same in every theme. */
    public static List<URL> shared() {
        return SHARED.stream().map(Theme::resource).toList();
    }

    /** Every sheet of this theme as a scene takes it, tokens first. */
    public List<String> sheets() {
        return Stream.concat(Stream.of(tokens()), shared().stream())
                .map(URL::toExternalForm)
                .toList();
    }

    private static URL resource(String name) {
        return Objects.requireNonNull(Theme.class.getResource(name), name);
    }
}
