package dev.headroom.console.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.event.Event;
import javafx.event.EventDispatcher;
import javafx.scene.Node;
import javafx.scene.Scene;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the focus where the operator put it. When the focused node disappears, JavaFX gives the focus to the first
 * control; this class gives it back to the node that had it before, or to the neutral node, on which no key does
 * anything. It checks after each event and each change, before JavaFX's next pulse. On JavaFX's application thread.
 * See decision 0001.
 *
 * <p>{@link #around} reports whether a change took the focus away: the operator meant the next key for something
 * else, see {@link KeyGuard}.
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

    /** Runs {@code change}; returns true if it removed the focused node, after giving the focus back. */
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
