package dev.headroom.console.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.event.Event;
import javafx.event.EventDispatcher;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the focus where the operator put it. When what has it goes away, the toolkit gives it to the first control it finds; here
 * it goes back where it came from, or to the neutral node, on which no key does anything by itself. Looked at after each event and
 * each change, before the toolkit's next pulse.
 *
 * <p>{@link #around} says whether a change took the focus away from under the operator's hands: a key that is on its way then was
 * meant for something else, see {@link KeyGuard}.
 */
public final class FocusKeeper {
    private static final int REMEMBERED = 8;

    private final Node neutral;
    private final Deque<Node> before = new ArrayDeque<>();
    private @Nullable Node owner;

    public FocusKeeper(Node neutral) {
        this.neutral = neutral;
        neutral.sceneProperty().subscribe(scene -> {
            if (scene != null) {
                listenOn(scene);
            }
        });
    }

    private void listenOn(Scene scene) {
        scene.focusOwnerProperty().subscribe(this::moved);
        EventDispatcher usual = scene.getEventDispatcher();
        scene.setEventDispatcher((event, tail) -> {
            Event result = usual.dispatchEvent(event, tail);
            var _ = wentBack();
            return result;
        });
    }

    /** Runs {@code change}; true if what had the focus is no longer there after it. The focus has gone back then. */
    public boolean around(Runnable change) {
        change.run();
        return wentBack();
    }

    private void moved(@Nullable Node now) {
        if (owner != null && !owner.equals(now)) {
            before.remove(owner);
            before.push(owner);
        }
        while (before.size() > REMEMBERED) {
            before.removeLast();
        }
        owner = now;
    }

    private boolean wentBack() {
        Scene scene = neutral.getScene();
        Node has = scene == null ? null : scene.getFocusOwner();
        if (has == null || isThere(has)) {
            return false;
        }
        before.stream().filter(this::isThere).findFirst().orElse(neutral).requestFocus();
        before.removeIf(node -> !isThere(node));
        return true;
    }

    private boolean isThere(Node node) {
        if (node.getScene() == null || !node.getScene().equals(neutral.getScene()) || node.isDisabled()) {
            return false;
        }
        for (Node each = node; each != null; each = each.getParent()) {
            if (!each.isVisible()) {
                return false;
            }
        }
        return true;
    }
}
