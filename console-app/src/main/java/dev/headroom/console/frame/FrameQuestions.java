package dev.headroom.console.frame;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.KeyGuard;
import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.Question;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/**
 * The lines under the top bar: the question about the whole cluster, what the window waits for, and why keys do
 * nothing for now.
 */
final class FrameQuestions extends VBox {
    private static final String KEYS_WAIT =
            "What had the focus has disappeared, so keys do nothing until you press Esc or Tab, or click.";

    private final FrameViewModel model;
    private final VBox asked = new VBox();
    private final VBox waits = new VBox();

    FrameQuestions(FrameViewModel model, KeyGuard guard) {
        this.model = model;
        Node keys = bar(KEYS_WAIT);
        keys.setId(Ids.KEYS_WAIT);
        guard.waiting().subscribe(waiting -> Parts.show(keys, waiting));
        getChildren().addAll(asked, waits, keys);
        model.ask().subscribe(this::show);
        model.closing().subscribe(this::showClosing);
    }

    private void show(Optional<FrameAsk> ask) {
        asked.getChildren().clear();
        ask.ifPresent(what -> {
            Question question = question(what);
            question.getStyleClass().add("in-bar");
            asked.getChildren().add(question);
            question.focusCareful();
        });
    }

    private Question question(FrameAsk ask) {
        Question question = switch (ask) {
            case FrameAsk.ToMode(var _, Mode wanted) -> toMode(wanted);
            case FrameAsk.ToHalt _ ->
                new Question(
                        "Halt? %sNothing begins until you resume.%s"
                                .formatted(
                                        stops(),
                                        holder().map(other -> " %s, whose master acts, is told to halt, too."
                                                        .formatted(other.who()))
                                                .orElse("")),
                        "Halt",
                        model::confirm,
                        "Leave as it is",
                        model::back);
            case FrameAsk.ToResume _ ->
                new Question("Resume? Plans may begin again.", "Resume", model::confirm, "Stay halted", model::back);
            case FrameAsk.ToTakeOver(FrameFacts.Holder from) -> toTakeOver(from);
            case FrameAsk.ToClose(List<ProposalId> plans) -> toClose(plans);
        };
        question.setId(Ids.FRAME_QUESTION);
        return question;
    }

    private Question toMode(Mode wanted) {
        String word = wanted.name().toLowerCase(Locale.ROOT);
        return new Question(
                "Switch to %s? %s. %s"
                        .formatted(word, FrameViewModel.explanation(wanted), wanted == Mode.WATCH ? stops() : "")
                        .strip(),
                "Switch to " + word,
                model::confirm,
                "Leave as it is",
                model::back);
    }

    private Question toTakeOver(FrameFacts.Holder from) {
        boolean halted = model.facts().get().filter(FrameFacts::halted).isPresent();
        return new Question(
                "Take over from %s? That master holds the lease of %s (number %d) and renewed it %s, so it is at work. From then on the hosts refuse its commands, what it has begun stays as it is, and this master may change the cluster.%s"
                        .formatted(
                                from.who(),
                                model.clusterName(),
                                from.number(),
                                from.renewed(),
                                halted ? " It stays halted until you resume." : ""),
                "Take over",
                model::confirm,
                "Leave it there",
                model::back);
    }

    private Optional<FrameFacts.Holder> holder() {
        return model.facts().get().flatMap(FrameFacts::holder);
    }

    private Question toClose(List<ProposalId> plans) {
        Question question = new Question(
                "%s. Close the window? What is left in the middle is offered at the next start, to be finished or undone."
                        .formatted(running(plans)),
                "Finish, then close",
                () -> model.closeAfter(Closing.Choice.FINISH),
                "Stay open",
                model::back);
        question.also("Close, leave it", Ids.CLOSE_LEAVE, model::closeNow);
        question.also("Undo, then close", Ids.CLOSE_UNDO, () -> model.closeAfter(Closing.Choice.UNDO));
        return question;
    }

    private String stops() {
        List<ProposalId> plans = model.facts().get().map(FrameFacts::running).orElse(List.of());
        return plans.isEmpty() ? "" : running(plans) + " and stops after the command that is on the way. ";
    }

    private static String running(List<ProposalId> plans) {
        String names = plans.stream().map(ProposalId::toString).collect(Collectors.joining(", "));
        return names + (plans.size() == 1 ? " runs" : " run");
    }

    private void showClosing(Optional<Closing> closing) {
        waits.getChildren().clear();
        closing.ifPresent(under -> {
            HBox bar = bar(under.sentence());
            bar.getChildren().add(Parts.button("Stay open", model::stayOpen, "tiny"));
            waits.getChildren().add(bar);
        });
    }

    private static HBox bar(String sentence) {
        var label = Parts.sentence(sentence);
        HBox.setHgrow(label, Priority.ALWAYS);
        HBox bar = Parts.row(10, label);
        bar.getStyleClass().addAll("question", "in-bar");
        return bar;
    }
}
