package dev.headroom.console.topology;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.fx.UtilizationBar;
import dev.headroom.console.status.ContainerMark;
import dev.headroom.ma2scf.model.ContainerId;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * Tile of one real server with its containers as marks. It shows fewer values where there are many servers or little
 * space.
 */
final class ServerTileNode extends VBox {
    private final Label name = Parts.name("", "name");
    private final Label word = Parts.label("", "word");
    private final UtilizationBar bar = new UtilizationBar();
    private final Label value = Parts.label("", "value");
    private final Label facts = Parts.label("", "facts");
    private final Label age = Parts.label("", "facts");
    private final FlowPane marks = new FlowPane();
    private final Region spring = Parts.spring();
    private final HBox head = Parts.row(6);
    private final HBox use = Parts.row(8);
    private final MarksLine footer;
    private final KeyedNodes<ContainerId, ContainerMark, Label> markNodes =
            new KeyedNodes<>(ContainerMark::id, _ -> markNode(), ServerTileNode::showMark);

    ServerTileNode() {
        getStyleClass().addAll("tile", "server-tile");
        marks.getStyleClass().add("marks");
        HBox.setHgrow(bar, Priority.ALWAYS);
        value.setMinWidth(USE_PREF_SIZE);
        word.setMinWidth(USE_PREF_SIZE);
        name.setMinWidth(28);
        facts.setMinWidth(0);
        footer = new MarksLine(marks, age);
    }

    void show(ServerTile tile, double reserve, Density density) {
        setId(Ids.tile(tile.id()));
        Tone tone = tile.standing().badge().tone();
        boolean compact = density == Density.COMPACT;
        name.setText(tile.id().name());
        word.setText(
                tile.standing().isUsual() || compact
                        ? ""
                        : tile.standing().badge().word());
        Parts.show(word, !word.getText().isEmpty());
        bar.show(tile.fraction(), reserve, tone);
        value.setText(tile.percent());
        facts.setText(tile.facts());
        age.setText(
                density == Density.FULL
                        ? tile.zone() + " · " + tile.age()
                        : tile.zone().name());
        Parts.hint(age, tile.exactTime());
        Parts.hint(this, tile.summary());
        markNodes.showIn(marks.getChildren(), tile.marks());
        slim(tile.marks(), density == Density.SLIM);
        arrange(density);
        States.set(this, "compact", compact);
        States.tone(this, tone);
        States.set(this, "failed", tile.hasFailed());
        States.tone(word, tone);
        setAccessibleText("Real server %s, %s, %s used, %s, read %s"
                .formatted(tile.id(), tile.standing().badge().word(), tile.percent(), tile.facts(), tile.age()));
    }

    /** Shows containers in their usual state as a glyph, with the name on hover. */
    private void slim(List<ContainerMark> shown, boolean slim) {
        for (int i = 0; i < shown.size(); i++) {
            boolean usual = switch (shown.get(i).kind()) {
                case SERVING, STANDBY, UNKNOWN, UNRELATED -> true;
                case LOAN, CHANGING, BROKEN -> false;
            };
            if (marks.getChildren().get(i) instanceof Label mark) {
                mark.setContentDisplay(slim && usual ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT);
            }
        }
    }

    private void arrange(Density density) {
        switch (density) {
            case FULL, CELLS -> arrange(List.of(name, word, spring, facts), List.of(bar, value), true);
            case TIGHT, SLIM ->
                arrange(
                        word.isManaged() ? List.of(name, word, spring, value) : List.of(name, bar, value),
                        List.of(),
                        true);
            case COMPACT -> arrange(List.of(name, spring, value), List.of(bar), false);
        }
    }

    private void arrange(List<Node> first, List<Node> second, boolean withMarks) {
        if (!head.getChildren().equals(first)) {
            head.getChildren().clear();
            use.getChildren().clear();
            head.getChildren().setAll(first);
            use.getChildren().setAll(second);
            getChildren().setAll(head);
            if (!second.isEmpty()) {
                getChildren().add(use);
            }
            if (withMarks) {
                getChildren().add(footer);
            }
        }
    }

    private static Label markNode() {
        Label label = Parts.name("", "container-mark");
        label.setGraphic(Parts.region("glyph"));
        return label;
    }

    private static void showMark(Label label, ContainerMark mark) {
        label.setText(mark.id().name());
        label.setAccessibleText(mark.explanation());
        Parts.hint(label, mark.explanation());
        for (ContainerMark.Kind kind : ContainerMark.Kind.values()) {
            States.set(label, kind.name().toLowerCase(Locale.ROOT), kind == mark.kind());
        }
    }

    /** A mark with its word instead of a container's name. */
    static Label legend(ContainerMark.Kind kind) {
        Label label = markNode();
        label.setText(kind.word());
        States.set(label, kind.name().toLowerCase(Locale.ROOT), true);
        return label;
    }
}
