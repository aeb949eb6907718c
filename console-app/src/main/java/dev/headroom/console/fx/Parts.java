package dev.headroom.console.fx;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;

/** Makes small parts of views. Colours and sizes come from the style sheets. On JavaFX's application thread. */
public final class Parts {
    private static final String HINT = "headroom.hint";
    private static final String MORE = "headroom.more";
    private static final double HINT_WIDTH = 420;

    private Parts() {}

    public static Label label(String text, String... styleClasses) {
        Label label = new Label(text);
        label.getStyleClass().addAll(styleClasses);
        sayAllOnHover(label);
        return label;
    }

    /** The label of a name: if it must be cut, its beginning and its end stay, since names of one kind begin alike. */
    public static Label name(String text, String... styleClasses) {
        Label label = label(text, styleClasses);
        label.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        return label;
    }

    /** Shows the whole text on hover where it is cut, above the node's other hint. */
    public static void sayAllOnHover(Labeled labeled) {
        labeled.textTruncatedProperty().subscribe(_ -> refreshHint(labeled));
        labeled.textProperty().subscribe(_ -> refreshHint(labeled));
    }

    /** A label that wraps its text instead of cutting it. */
    public static Label sentence(String text, String... styleClasses) {
        Label label = label(NumberText.unbroken(text), styleClasses);
        label.getStyleClass().add("sentence");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    /** One of several sentences, after a dot. */
    public static HBox bullet(String text) {
        Label dot = label("·", "muted");
        dot.setMinWidth(Region.USE_PREF_SIZE);
        Label sentence = sentence(text, "reason");
        HBox.setHgrow(sentence, Priority.ALWAYS);
        HBox row = new HBox(6, dot, sentence);
        row.setAlignment(Pos.TOP_LEFT);
        return row;
    }

    public static Button button(String text, Runnable action, String... styleClasses) {
        Button button = new Button(text);
        button.getStyleClass().addAll(styleClasses);
        button.setOnAction(_ -> action.run());
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    /** A label that looks like a badge; give it its state by {@link #badge(Label, Badge)}. */
    public static Label badge() {
        Label label = label("", "badge");
        label.setGraphic(shape());
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    public static void badge(Label label, Badge badge) {
        label.setText(badge.word());
        States.tone(label, badge.tone());
        States.tone(label.getGraphic(), badge.tone());
    }

    /** A dot, triangle or square, by its tone. */
    public static Region shape() {
        Region region = new Region();
        region.getStyleClass().add("shape");
        return region;
    }

    public static Region region(String... styleClasses) {
        Region region = new Region();
        region.getStyleClass().addAll(styleClasses);
        return region;
    }

    /** A region that takes the free space of its row. */
    public static Region spring() {
        Region region = new Region();
        HBox.setHgrow(region, Priority.ALWAYS);
        return region;
    }

    public static HBox row(double gap, Node... children) {
        HBox box = new HBox(gap, children);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    /** The content of an empty view: what its emptiness means, and what to do next. */
    public static VBox empty(String title, String sentence) {
        VBox box = new VBox(label(title, "title"), sentence(sentence));
        box.getStyleClass().add("empty");
        return box;
    }

    public static ScrollPane scroll(Node content) {
        ScrollPane pane = new ScrollPane(content);
        pane.setFitToWidth(true);
        pane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        pane.setFocusTraversable(false);
        VBox.setVgrow(pane, Priority.ALWAYS);
        return pane;
    }

    /** Sets the tooltip of a node; a second call changes its words, an empty text removes it. */
    public static void hint(Node node, String text) {
        node.getProperties().put(MORE, text);
        refreshHint(node);
    }

    private static void refreshHint(Node node) {
        String more = node.getProperties().get(MORE) instanceof String said ? said : "";
        boolean cut = node instanceof Labeled labeled && labeled.isTextTruncated();
        String all = cut ? ((Labeled) node).getText() : "";
        String text = all.isEmpty() || more.contains(all) ? more : (all + "\n" + more).strip();
        if (node.getProperties().get(HINT) instanceof Tooltip known) {
            known.setText(text);
            if (text.isEmpty()) {
                Tooltip.uninstall(node, known);
                node.getProperties().remove(HINT);
            }
        } else if (!text.isEmpty()) {
            Tooltip tooltip = new Tooltip(text);
            tooltip.setShowDelay(Duration.millis(400));
            tooltip.setShowDuration(Duration.INDEFINITE);
            tooltip.setWrapText(true);
            tooltip.setMaxWidth(HINT_WIDTH); // a style sheet reaches the words in it, not its own width
            node.getProperties().put(HINT, tooltip);
            Tooltip.install(node, tooltip);
        }
    }

    /** The text of a node's tooltip; empty for none. */
    public static String hintOf(Node node) {
        return node.getProperties().get(HINT) instanceof Tooltip tooltip ? tooltip.getText() : "";
    }

    /** Shows or hides a node; a hidden node takes no space. */
    public static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
