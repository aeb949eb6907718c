package dev.headroom.console.fx;

import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.input.KeyCode;

/**
 * After something went away under the operator's hands, keys do nothing until the operator moves on purpose: Esc, Tab or a click.
 * Somebody who types a reason types on after the question has gone; any time limit would be too short for some of them.
 */
public final class KeyGuard {
    private static final Set<KeyCode> ON_PURPOSE = Set.of(KeyCode.ESCAPE, KeyCode.TAB);

    private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper(false);

    public ReadOnlyBooleanProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    public void begin() {
        waiting.set(true);
    }

    public void end() {
        waiting.set(false);
    }

    /** Whether a key is kept from doing anything; Esc and Tab end that, and Esc does no more. */
    public boolean swallows(KeyCode key) {
        if (!waiting.get()) {
            return false;
        }
        if (ON_PURPOSE.contains(key)) {
            end();
            return key == KeyCode.ESCAPE;
        }
        return true;
    }
}
