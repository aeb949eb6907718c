package dev.headroom.console.frame;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyGuard;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.proposals.ProposalsViewModel;
import java.util.List;
import java.util.Optional;
import javafx.event.EventTarget;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;

/**
 * The keys of the window. Single letters do nothing while a field has the focus; letters that ask to act work only
 * while the inbox has it. Letters are parts of words, and a word may be typed while no field has the focus.
 */
final class Keyboard {
    private final FrameViewModel frame;
    private final Views views;
    private final ProposalsViewModel proposals;
    private final KeyGuard guard;
    private boolean swallowing;

    Keyboard(FrameViewModel frame, Views views, KeyGuard guard) {
        this.guard = guard;
        this.frame = frame;
        this.views = views;
        this.proposals = views.proposals();
    }

    void listenOn(Node root) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            swallowing = pressed(event);
            if (swallowing) {
                event.consume();
            }
        });
        // The letter of a key that moved the focus into a field must not be typed there.
        root.addEventFilter(KeyEvent.KEY_TYPED, event -> {
            if (swallowing) {
                event.consume();
            }
        });
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, _ -> guard.end());
    }

    private boolean pressed(KeyEvent event) {
        if (isHalt(event)) {
            guard.end();
            frame.haltByKey();
            return true;
        }
        if (guard.swallows(event.getCode())) {
            return true;
        }
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return false;
        }
        return event.getCode() == KeyCode.ESCAPE
                ? back()
                : !isTyping(event) && (place(event.getCode()) || action(event));
    }

    private static boolean isHalt(KeyEvent event) {
        return event.getCode() == KeyCode.PERIOD && (event.isControlDown() || event.isShortcutDown());
    }

    private static boolean isTyping(KeyEvent event) {
        return event.getTarget() instanceof TextInputControl;
    }

    private boolean back() {
        return frame.back()
                || proposals.back()
                || page().filter(TablePage::back).isPresent();
    }

    private Optional<TablePage<?>> page() {
        return views.page(frame.place().get());
    }

    private boolean place(KeyCode code) {
        int digit = code.isDigitKey() ? code.getCode() - KeyCode.DIGIT0.getCode() : 0;
        List<Place> places = List.of(Place.values());
        if (digit < 1 || digit > places.size()) {
            return false;
        }
        frame.place().set(places.get(digit - 1));
        return true;
    }

    private boolean action(KeyEvent event) {
        switch (event.getCode()) {
            case A -> inInbox(event, proposals::askApproveSelected);
            case R -> inInbox(event, proposals::askRejectSelected);
            case P -> views.inbox().focusSelected();
            case J -> move(1);
            case K -> move(-1);
            case SLASH, DIVIDE -> page().ifPresent(TablePage::focusFilter);
            case ENTER -> open(event.getTarget());
            case SPACE -> {
                return asks(event.getTarget());
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void inInbox(KeyEvent event, Runnable action) {
        for (Node node = event.getTarget() instanceof Node target ? target : null;
                node != null;
                node = node.getParent()) {
            if (node.equals(views.inbox())) {
                action.run();
                return;
            }
        }
    }

    /** Moves through the rows of a table; in the overview through the cards. */
    private void move(int by) {
        page().ifPresentOrElse(page -> page.move(by), () -> {
            proposals.move(by);
            views.inbox().focusSelected();
        });
    }

    /** Enter presses the focused button, on every system; without one it unfolds the selected card. */
    private void open(EventTarget target) {
        if (asks(target)) {
            return;
        }
        if (target instanceof ButtonBase button) {
            button.fire();
        } else {
            proposals.toggleSelected();
        }
    }

    /**
     * Whether the key must ask first: the operator may have meant a key on the halt button for another control that
     * had the focus before.
     */
    private boolean asks(EventTarget target) {
        boolean halts = target instanceof Node node && Ids.HALT.equals(node.getId());
        if (halts) {
            frame.askHaltOrResume();
        }
        return halts;
    }
}
