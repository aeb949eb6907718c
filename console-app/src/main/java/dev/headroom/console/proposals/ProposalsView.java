package dev.headroom.console.proposals;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyedNodes;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.status.Scripts;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** The inbox at the right edge of the window. */
public final class ProposalsView extends VBox {
    private final ProposalsViewModel model;
    private final AdoptionNode adoption;
    private final VBox cards = new VBox();
    private final Label count = Parts.label("", "muted");
    private final Label remark = Parts.sentence("", "small", "muted");
    private final VBox foot = new VBox();
    private final ScrollPane scroll;
    private final Node empty = Parts.empty(
            "Nothing to decide",
            "When a service needs capacity, or a loan can go back, a proposal with its reasons appears here.");
    private final Node waiting =
            Parts.empty("Nothing is known yet", "Proposals are made from readings, and none has come so far.");
    private final VBox undecided = new VBox();
    private final KeyedNodes<ProposalId, ProposalCard, CardNode> nodes;
    private final KeyedNodes<ServiceId, Undecided, UndecidedNode> undecidedNodes =
            new KeyedNodes<>(Undecided::service, UndecidedNode::new, UndecidedNode::show);

    public ProposalsView(ProposalsViewModel model, AdoptionNode adoption, Scripts scripts) {
        this.model = model;
        this.adoption = adoption;
        getStyleClass().add("inbox");
        setId(Ids.INBOX);
        empty.setId(Ids.INBOX_EMPTY);
        cards.getStyleClass().add("cards");
        nodes = new KeyedNodes<>(ProposalCard::id, card -> new CardNode(model, card, scripts), CardNode::show);
        var head = Parts.row(8, Parts.label("Proposals", "heading"), Parts.spring(), count);
        head.getStyleClass().add("inbox-head");
        remark.getStyleClass().add("remark");
        undecided.getStyleClass().add("cards");
        VBox first = new VBox(adoption);
        first.getStyleClass().add("cards");
        first.managedProperty().bind(adoption.managedProperty());
        scroll = Parts.scroll(new VBox(first, undecided, cards));
        foot.getStyleClass().add("inbox-foot");
        getChildren().addAll(head, remark, empty, waiting, scroll, foot);
        model.cards().addListener((ListChangeListener<ProposalCard>) _ -> refresh());
        adoption.managedProperty().subscribe(_ -> refresh());
        model.undecided().subscribe(_ -> refresh());
        model.read().subscribe(_ -> refresh());
        model.selected().subscribe(_ -> refresh());
        model.unfolded().subscribe(_ -> refresh());
        model.ask().subscribe(_ -> refresh());
        model.remark().subscribe(text -> {
            remark.setText(text);
            Parts.show(remark, !text.isEmpty());
        });
    }

    private void refresh() {
        nodes.showIn(cards.getChildren(), model.cards());
        showFoot();
        long open = model.cards().stream().filter(ProposalCard::isOpen).count();
        count.setText(NumberText.whole(open) + " open");
        List<Undecided> notes = model.undecided().get();
        undecidedNodes.showIn(undecided.getChildren(), notes);
        Parts.show(undecided, !notes.isEmpty());
        Parts.show(cards, !model.cards().isEmpty());
        boolean nothing = model.cards().isEmpty() && notes.isEmpty() && !adoption.isManaged();
        Parts.show(empty, nothing && model.read().get());
        Parts.show(waiting, nothing && !model.read().get());
        Parts.show(scroll, !nothing);
    }

    /** Gives the selected card the focus and scrolls to it. */
    public void focusSelected() {
        for (Node node : cards.getChildren()) {
            if (node instanceof CardNode card
                    && model.selected().get().filter(card::shows).isPresent()) {
                card.requestFocus();
                double room = cards.getHeight() - scroll.getViewportBounds().getHeight();
                if (room > 0) {
                    scroll.setVvalue(Math.clamp(card.getBoundsInParent().getMinY() / room, 0, 1));
                }
            }
        }
    }

    /**
     * Shows the answers of the unfolded card at the foot of the inbox, however long the card is; if there are none,
     * the answer to the division of the containers.
     */
    private void showFoot() {
        Optional<CardNode> unfolded = Optional.empty();
        for (Node node : cards.getChildren()) {
            if (node instanceof CardNode card
                    && model.unfolded().get().filter(card::shows).isPresent()) {
                unfolded = Optional.of(card);
            } else if (node instanceof CardNode card) {
                card.holdAnswers();
            }
        }
        Optional<AnswerBar> answers = unfolded.map(CardNode::answers).filter(AnswerBar::hasSomething);
        List<Node> division = adoption.isManaged() ? List.of(adoption.answers()) : List.of();
        List<Node> wanted = answers.<List<Node>>map(List::of).orElse(division);
        if (!wanted.contains(adoption.answers())) {
            adoption.holdAnswers();
        }
        if (!foot.getChildren().equals(wanted)) {
            foot.getChildren().setAll(wanted);
        }
        Parts.show(foot, !wanted.isEmpty());
    }
}
