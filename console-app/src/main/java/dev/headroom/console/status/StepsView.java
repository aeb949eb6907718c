package dev.headroom.console.status;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.Parts;
import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/** The steps of a plan with host, exact commands and progress: ring, half, full; square for failed, dashed for not run. */
public final class StepsView extends VBox {
    private final KeyedNodes<Integer, StepRow, StepNode> nodes =
            new KeyedNodes<>(StepRow::number, StepNode::new, StepNode::show);

    private final VBox steps = new VBox();
    private final Button all = Parts.button("", this::turn, "tiny", "quiet");
    private List<StepRow> shown = List.of();
    private boolean whole;
    private boolean asked;

    public StepsView() {
        super(6);
        steps.getStyleClass().add("steps");
        all.setId(Ids.ALL_STEPS);
        getChildren().addAll(steps, all);
    }

    /**
     * Shows the steps of a plan; of a long one only some, until the operator wants all.
     *
     * @param asked whether the operator is asked to run them: then none is hidden
     */
    public void show(List<StepRow> rows, boolean asked) {
        shown = rows;
        this.asked = asked;
        refresh();
    }

    private void turn() {
        whole = !whole;
        refresh();
    }

    private void refresh() {
        List<StepRow> some = StepsFold.of(shown);
        nodes.showIn(steps.getChildren(), whole || asked ? shown : some);
        Parts.show(all, StepsFold.isLong(shown) && !asked);
        all.setText(
                whole
                        ? "Show %d of %d steps".formatted(some.size(), shown.size())
                        : "Show all %d steps".formatted(shown.size()));
    }
}
