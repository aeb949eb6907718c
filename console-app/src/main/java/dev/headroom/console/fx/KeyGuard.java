package dev.headroom.console.fx;

import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.input.KeyCode;

/**
 * Makes keys do nothing after the focused node disappeared, until the operator moves the focus by Esc, Tab or a
 * click. An operator who types a reason types on after its question has gone, for a time that no limit can foresee.
 * On JavaFX's application thread. See decision 0001.
 */
public final class KeyGuard {
    private static final Set<KeyCode> ON_PURPOSE = Set.of(KeyCode.ESCAPE, KeyCode.TAB);

    private final ReadOnlyBooleanWrapper waiting = new ReadOnlyBooleanWrapper(false);

    /** Whether keys do nothing now. */
    public ReadOnlyBooleanProperty waiting() {
        return waiting.getReadOnlyProperty();
    }

    /** Lets keys do nothing from now on. */
    public void begin() {
        waiting.set(true);
    }

    /** Lets keys work again. */
    public void end() {
        waiting.set(false);
    }

    /** Whether a key must do nothing. Esc and Tab end the guard; Esc does nothing else. */
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
