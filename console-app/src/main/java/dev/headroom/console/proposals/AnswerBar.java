package dev.headroom.console.proposals;

import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.Question;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Approve, reject, undo: each asks once, in place, before it is sent. */
final class AnswerBar extends VBox {
    private final ProposalsViewModel model;
    private final Button approve;
    private final Button reject;
    private final Button undo;
    private final HBox buttons;
    private final Label refusal = Parts.sentence("", "why-disabled");
    private Optional<Ask> shown = Optional.empty();

    AnswerBar(ProposalsViewModel model, ProposalId id) {
        super(6);
        this.model = model;
        getStyleClass().add("answers");
        approve = Parts.button("Approve", () -> model.askApprove(id), "primary");
        approve.setId(Ids.approve(id));
        approve.setAccessibleText("Approve " + id + "; asks once more");
        reject = Parts.button("Reject…", () -> model.askReject(id));
        reject.setId(Ids.reject(id));
        reject.setAccessibleText("Reject " + id + "; asks for a reason");
        undo = Parts.button("Undo…", () -> model.askUndo(id));
        undo.setId(Ids.undo(id));
        undo.setAccessibleText("Undo what was changed by " + id);
        buttons = Parts.row(8, Parts.spring(), undo, reject, approve);
        getChildren().addAll(refusal, buttons);
    }

    void show(ProposalCard card, Optional<Ask> ask) {
        approve.setText(card.isInterrupted() ? "Finish" : "Approve");
        reject.setText(card.isInterrupted() ? "Leave as it is…" : "Reject…");
        Parts.show(approve, card.isOpen());
        Parts.show(reject, card.isOpen());
        Parts.show(undo, card.answers().canUndo());
        Optional<String> refused = card.answers().approveRefusal();
        approve.setDisable(refused.isPresent());
        Optional<String> remark = refused.or(card.answers()::leftByAutomatic);
        refusal.setText(remark.orElse(""));
        Parts.show(refusal, remark.isPresent());
        Parts.show(buttons, (card.isOpen() || card.answers().canUndo()) && ask.isEmpty());
        if (!ask.equals(shown)) {
            shown = ask;
            getChildren().removeIf(Question.class::isInstance);
            ask.ifPresent(asked -> getChildren().add(question(asked, card)));
        }
    }

    /** Whether there is an answer to give. */
    boolean hasSomething() {
        return buttons.isManaged() || shown.isPresent();
    }

    private Question question(Ask ask, ProposalCard card) {
        return switch (ask) {
            case Ask.ToApprove _ -> approval(card);
            case Ask.ToReject _ -> rejection(card);
            case Ask.ToUndo _ ->
                focused(new Question(
                        (card.status() == Proposal.Status.RUNNING
                                        ? "End %s, which waits for clients to go, and offer the reverse of what it has done, as a new proposal?"
                                        : "Offer the reverse of what %s has done, as a new proposal?")
                                .formatted(card.id()),
                        "Offer undo",
                        () -> model.confirm(""),
                        "Not yet",
                        model::back));
        };
    }

    private Question approval(ProposalCard card) {
        Question question = new Question(
                        card.isInterrupted()
                                ? "Run the rest of %s now? It had %s."
                                        .formatted(card.id(), card.progress().done())
                                : "Run %s now: %s?"
                                        .formatted(card.id(), card.answers().scope()),
                        (card.isInterrupted() ? "Finish " : "Approve ") + card.id(),
                        () -> model.confirm(""),
                        "Not yet",
                        model::back)
                .styled("primary");
        return focused(question);
    }

    private Question rejection(ProposalCard card) {
        TextField reason = new TextField();
        reason.setId(Ids.REASON);
        reason.setPromptText("Reason, for the journal (optional)");
        reason.setAccessibleText("Reason for rejecting " + card.id() + ", optional");
        Question question = new Question(
                card.isInterrupted()
                        ? "Leave %s as it is? What it has done stays.".formatted(card.id())
                        : "Reject %s? It is not offered again for this need.".formatted(card.id()),
                (card.isInterrupted() ? "Leave " : "Reject ") + card.id(),
                () -> model.confirm(reason.getText()),
                "Keep it open",
                model::back,
                reason);
        whenShown(question, reason::requestFocus);
        return question;
    }

    private static Question focused(Question question) {
        whenShown(question, question::focusCareful);
        return question;
    }

    /** Takes the focus once: a question that is moved must not take it again. */
    private static void whenShown(Question question, Runnable focus) {
        AtomicBoolean done = new AtomicBoolean();
        question.sceneProperty().subscribe(scene -> {
            if (scene != null && done.compareAndSet(false, true)) {
                focus.run();
            }
        });
    }
}
