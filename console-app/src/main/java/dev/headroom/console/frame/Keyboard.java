package dev.headroom.console.frame;

import dev.headroom.console.proposals.ProposalsViewModel;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/** The keys of the window. Single letters do nothing while a field has the focus. */
final class Keyboard {
    private static final KeyCombination HALT = new KeyCodeCombination(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN);

    private final FrameViewModel frame;
    private final Views views;
    private final ProposalsViewModel proposals;

    Keyboard(FrameViewModel frame, Views views) {
        this.frame = frame;
        this.views = views;
        this.proposals = views.proposals();
    }

    void listenOn(Node root) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (pressed(event)) {
                event.consume();
            }
        });
    }

    private boolean pressed(KeyEvent event) {
        if (HALT.match(event)) {
            frame.halt();
            return true;
        }
        if (event.isShortcutDown() || event.isAltDown() || event.isMetaDown()) {
            return false;
        }
        if (event.getCode() == KeyCode.ESCAPE) {
            return frame.back() || proposals.back();
        }
        return !(event.getTarget() instanceof TextInputControl) && letter(event);
    }

    private boolean letter(KeyEvent event) {
        Place place = switch (event.getCode()) {
            case DIGIT1, NUMPAD1 -> Place.OVERVIEW;
            case DIGIT2, NUMPAD2 -> Place.SERVICES;
            case DIGIT3, NUMPAD3 -> Place.SERVERS;
            case DIGIT4, NUMPAD4 -> Place.LOANS;
            case DIGIT5, NUMPAD5 -> Place.HISTORY;
            case DIGIT6, NUMPAD6 -> Place.CONNECTIONS;
            default -> frame.place().get();
        };
        if (place != frame.place().get()) {
            frame.place().set(place);
            return true;
        }
        return action(event);
    }

    private boolean action(KeyEvent event) {
        switch (event.getCode()) {
            case A -> proposals.askApproveSelected();
            case R -> proposals.askRejectSelected();
            case J -> proposals.move(1);
            case K -> proposals.move(-1);
            default -> {
                return false;
            }
        }
        return true;
    }

    Views views() {
        return views;
    }
}
