package dev.headroom.console.topology;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.fx.UtilizationBar;
import dev.headroom.ma2scf.model.ContainerId;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Tile of one real server with its containers as marks. Compact where there are many. */
final class ServerTileNode extends VBox {
    private final Label name = Parts.label("", "name");
    private final Label word = Parts.label("", "word");
    private final UtilizationBar bar = new UtilizationBar();
    private final Label value = Parts.label("", "value");
    private final Label facts = Parts.label("", "facts");
    private final Label age = Parts.label("", "facts");
    private final FlowPane marks = new FlowPane();
    private final HBox footer;
    private final KeyedNodes<ContainerId, ContainerMark, Label> markNodes =
            new KeyedNodes<>(ContainerMark::id, _ -> markNode(), ServerTileNode::showMark);

    ServerTileNode() {
        getStyleClass().addAll("tile", "server-tile");
        marks.getStyleClass().add("marks");
        HBox.setHgrow(bar, Priority.ALWAYS);
        value.setMinWidth(46);
        name.setMinWidth(USE_PREF_SIZE);
        facts.setMinWidth(0);
        HBox.setHgrow(marks, Priority.ALWAYS);
        footer = Parts.row(6, marks, age);
        age.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(Parts.row(6, name, word, Parts.spring(), facts), Parts.row(8, bar, value), footer);
    }

    void show(ServerTile tile, double reserve, boolean compact) {
        setId(Ids.tile(tile.id()));
        Tone tone = tile.standing().badge().tone();
        name.setText(tile.id().name());
        word.setText(tone == Tone.NEUTRAL ? "" : tile.standing().badge().word());
        bar.show(tile.fraction(), reserve, tone);
        value.setText(tile.percent());
        facts.setText(tile.facts());
        age.setText(tile.zone() + " · " + tile.age());
        Parts.hint(age, tile.exactTime());
        Parts.hint(
                this,
                tile.standing().sentence().isEmpty()
                        ? tile.facts()
                        : tile.standing().sentence());
        markNodes.showIn(marks.getChildren(), tile.marks());
        Parts.show(footer, !compact);
        Parts.show(facts, !compact);
        States.set(this, "compact", compact);
        States.tone(this, tone);
        States.set(this, "failed", tile.standing().badge().word().equals("Failed"));
        States.tone(word, tone);
        setAccessibleText("Real server %s, %s, %s used, %s, read %s"
                .formatted(tile.id(), tile.standing().badge().word(), tile.percent(), tile.facts(), tile.age()));
    }

    private static Label markNode() {
        Label label = Parts.label("", "container-mark");
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

    /** One mark with a word instead of a container's name. */
    static Label legend(ContainerMark.Kind kind, String words) {
        Label label = markNode();
        label.setText(words);
        List.of(kind).forEach(k -> States.set(label, k.name().toLowerCase(Locale.ROOT), true));
        return label;
    }
}
