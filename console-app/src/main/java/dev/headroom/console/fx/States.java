package dev.headroom.console.fx;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.css.PseudoClass;
import javafx.scene.Node;

/** Sets states of nodes as pseudo-classes, for the style sheets. */
public final class States {
    private static final Map<Tone, PseudoClass> TONES = new EnumMap<>(Tone.class);

    static {
        for (Tone tone : Tone.values()) {
            TONES.put(tone, PseudoClass.getPseudoClass("tone-" + tone.name().toLowerCase(Locale.ROOT)));
        }
    }

    private States() {}

    public static void tone(Node node, Tone tone) {
        TONES.forEach((each, name) -> node.pseudoClassStateChanged(name, each == tone));
    }

    public static void set(Node node, String state, boolean on) {
        node.pseudoClassStateChanged(PseudoClass.getPseudoClass(state), on);
    }
}
