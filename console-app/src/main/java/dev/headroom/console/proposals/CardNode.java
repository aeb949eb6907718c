package dev.headroom.console.proposals;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.States;
import dev.headroom.console.status.Scripts;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** One proposal: folded a few lines, unfolded everything that the decision needs. */
final class CardNode extends VBox {
    private final ProposalsViewModel model;
    private final ProposalId id;
    private final Label title = Parts.sentence("", "title");
    private final Label badge = Parts.badge();
    private final Label amount = Parts.label("", "amount");
    private final Label from = Parts.sentence("", "muted", "from");
    private final Label identity = Parts.sentence("", "identity");
    private final Label age = Parts.label("", "identity");
    private final Label note = Parts.sentence("", "small", "muted");
    private final Label stopNote = Parts.sentence("", "stop-note");
    private final HBox amounts;
    private final CardBody body;
    private final AnswerBar answers;

    CardNode(ProposalsViewModel model, ProposalCard card, Scripts scripts) {
        this.model = model;
        id = card.id();
        body = new CardBody(card.id(), scripts);
        answers = new AnswerBar(model, card.id());
        getStyleClass().add("card");
        setId(Ids.card(card.id()));
        setFocusTraversable(true);
        amount.setMinWidth(USE_PREF_SIZE);
        age.setMinWidth(USE_PREF_SIZE);
        amounts = Parts.row(6, amount, from);
        VBox head = new VBox(
                4, Parts.row(6, title, Parts.spring(), badge), amounts, Parts.row(6, identity, Parts.spring(), age));
        head.getStyleClass().add("head");
        head.addEventHandler(MouseEvent.MOUSE_CLICKED, _ -> {
            requestFocus();
            model.toggle(card.id());
        });
        focusedProperty().subscribe(focused -> {
            if (focused) {
                model.select(card.id());
            }
        });
        getChildren().addAll(head, stopNote, note, body, answers);
    }

    void show(ProposalCard card) {
        title.setText(card.headline().title());
        Parts.badge(badge, card.badge());
        amount.setText(card.headline().amount());
        Parts.show(amount, !card.headline().amount().isEmpty());
        from.setText(card.headline().from());
        Parts.hint(
                from,
                card.headline().from().equals(card.headline().fromAll())
                        ? ""
                        : card.headline().fromAll());
        Parts.show(
                amounts,
                !card.headline().amount().isEmpty() || !card.headline().from().isEmpty());
        identity.setText(card.headline().identity()
                + (card.progress().done().isEmpty()
                        ? ""
                        : " · " + card.progress().done()));
        age.setText(card.since().age());
        Parts.hint(age, card.headline().offered());
        stopNote.setText(card.progress().stopNote());
        Parts.show(stopNote, !card.progress().stopNote().isEmpty());
        note.setText(NumberText.unbroken(card.progress().note()));
        Parts.show(note, !card.progress().note().isEmpty());
        boolean open = isShown(model.unfolded().get(), card);
        Parts.show(body, open);
        Optional<Ask> ask = model.ask().get().filter(asked -> asked.proposal().equals(card.id()));
        if (open) {
            body.show(card, ask.filter(Ask.ToApprove.class::isInstance).isPresent());
        }
        answers.show(card, ask);
        States.set(this, "selected", isShown(model.selected().get(), card));
        States.set(this, "unfolded", open);
        States.tone(this, card.badge().tone());
        setAccessibleText("%s, %s, %s %s, %s, %s. Enter %s it."
                .formatted(
                        card.headline().identity(),
                        card.headline().title(),
                        card.headline().amount(),
                        card.headline().from(),
                        card.badge().word(),
                        card.since().age(),
                        open ? "folds" : "unfolds"));
    }

    boolean shows(ProposalId other) {
        return id.equals(other);
    }

    /** The bar of answers, for a place where it stays visible. */
    AnswerBar answers() {
        return answers;
    }

    /** Takes the bar of answers back when no other place shows it. */
    void holdAnswers() {
        if (!getChildren().contains(answers)) {
            getChildren().add(answers);
        }
    }

    private static boolean isShown(Optional<?> id, ProposalCard card) {
        return id.filter(card.id()::equals).isPresent();
    }
}
