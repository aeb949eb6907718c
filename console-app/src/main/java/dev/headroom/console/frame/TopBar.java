package dev.headroom.console.frame;

import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.styles.Theme;
import javafx.beans.property.ObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/** Cluster, mode, connections, age, theme, and Halt, which is always visible, and large and red while a plan runs. */
final class TopBar extends HBox {
    private static final double WORDS_FIT_FROM = 1_180;

    private final ModeSwitch modes;
    private final Button connections;
    private final Label connectionShape = Parts.badge();
    private final Label live = Parts.badge();
    private final Label running = Parts.label("", "strong");
    private final Button halt;

    TopBar(FrameViewModel model, ObjectProperty<Theme> theme) {
        getStyleClass().add("top-bar");
        modes = new ModeSwitch(model);
        connections = Parts.button("", () -> model.place().set(Place.CONNECTIONS), "quiet", "live");
        connections.setId(Ids.CONNECTION_SUMMARY);
        connections.setGraphic(connectionShape);
        live.setId(Ids.LIVE);
        halt = Parts.button("Halt", model::haltOrResume, "halt");
        halt.setId(Ids.HALT);
        halt.setGraphic(Parts.shape());
        Parts.show(running, false);
        running.setMinWidth(USE_PREF_SIZE);
        Label name = Parts.label(model.clusterName(), "cluster-name");
        getChildren()
                .addAll(
                        Parts.region("logo"),
                        name,
                        modes,
                        Parts.spring(),
                        connections,
                        live,
                        themeButton(theme),
                        running,
                        halt);
        name.setMinWidth(USE_PREF_SIZE);
        widthProperty().subscribe(width -> modes.explain(width.doubleValue() > WORDS_FIT_FROM));
        model.facts().subscribe(found -> found.ifPresent(this::show));
    }

    private void show(FrameFacts facts) {
        modes.show(facts.mode());
        Parts.badge(connectionShape, facts.connections());
        connections.setAccessibleText(facts.connections().word() + " connected. Opens the connections");
        showLive(facts.live());
        boolean runs = !facts.running().isEmpty();
        running.setText(facts.runningText());
        Parts.show(running, runs && !facts.halted());
        halt.setText(facts.halted() ? "Resume" : "Halt");
        States.set(halt, "running", runs && !facts.halted());
        States.set(halt, "halted", facts.halted());
        halt.setDisable(facts.halted() && !facts.resumable());
        String meaning = facts.halted()
                ? "Lets plans begin again"
                : "Stops the running plan after the command that is on the way; nothing begins until you resume"
                        + " (Ctrl+.)";
        halt.setAccessibleText(halt.getText() + ". " + meaning);
        Parts.hint(halt, meaning);
    }

    private void showLive(Badge badge) {
        Parts.badge(live, badge);
        Parts.hint(live, "Age of the oldest reading that counts: readings too old to act on do not");
    }

    private static Button themeButton(ObjectProperty<Theme> theme) {
        Button button = Parts.button("", () -> theme.set(theme.get().next()), "quiet");
        button.setId(Ids.THEME);
        button.setGraphic(Parts.region("icon", "icon-theme"));
        theme.subscribe(now -> {
            String label = now.label();
            button.setText(Character.toUpperCase(label.charAt(0)) + label.substring(1));
            button.setAccessibleText(
                    "Theme " + label + ". Switch to " + now.next().label());
            Parts.hint(button, "Theme; click for " + now.next().label());
        });
        return button;
    }
}
