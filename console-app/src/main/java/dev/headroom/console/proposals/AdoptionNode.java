package dev.headroom.console.proposals;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.Question;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * Shows the division of the containers and asks for agreement, above all proposals. It appears by itself, so it never
 * takes the focus.
 */
public final class AdoptionNode extends VBox {
    private final AdoptionViewModel model;
    private final Label title = Parts.sentence("", "title");
    private final Label meaning = Parts.sentence("", "small", "muted");
    private final VBox rows = new VBox(6);
    private final HBox buttons;
    private final VBox answers;
    private Optional<AdoptionViewModel.Offer> shown = Optional.empty();

    public AdoptionNode(AdoptionViewModel model) {
        this.model = model;
        setId(Ids.ADOPTION);
        getStyleClass().addAll("card", "adoption");
        Button adopt = Parts.button("Adopt…", model::ask, "primary");
        adopt.setId(Ids.ADOPT);
        buttons = Parts.row(8, Parts.spring(), adopt);
        answers = new VBox(buttons);
        getChildren().addAll(title, meaning, rows, answers);
        model.offer().subscribe(this::show);
        model.asked().subscribe(this::ask);
    }

    private void show(Optional<AdoptionViewModel.Offer> offer) {
        Parts.show(this, offer.isPresent());
        if (offer.isPresent() && !offer.equals(shown)) {
            boolean first = offer.get().first();
            title.setText(first ? "Is this how the containers are meant?" : "There are new containers");
            meaning.setText(
                    first
                            ? "Nothing is changed before you agree. Where it is wrong, say so in the cluster file"
                                    + " (home, standBy)."
                            : "They are not used before you agree.");
            rows.getChildren()
                    .setAll(offer.get().rows().stream().map(AdoptionNode::row).toList());
        }
        shown = offer;
    }

    private static VBox row(AdoptionRow row) {
        Label names = Parts.sentence(row.names(), "small", "muted");
        Parts.hint(names, row.all());
        return new VBox(1, Parts.sentence(row.words()), names);
    }

    private void ask(boolean asked) {
        answers.getChildren().removeIf(Question.class::isInstance);
        Parts.show(buttons, !asked);
        if (asked) {
            Question question = new Question(
                    "Agree to this division? Stand-bys may then be started for loans, as the mode allows.",
                    "Adopt",
                    model::confirm,
                    "Not yet",
                    model::back);
            answers.getChildren().add(question);
            question.focusCareful();
        }
    }

    /** The button and its question, for a place where they stay visible. */
    Node answers() {
        return answers;
    }

    /** Takes the button and its question back when no other place shows them. */
    void holdAnswers() {
        if (!getChildren().contains(answers)) {
            getChildren().add(answers);
        }
    }
}
