package dev.headroom.console.status;

import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.Parts;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.VBox;

/**
 * A heading with buttons that copy a proposal, and what takes it back, as scripts; below it why there is none. Bare
 * commands, pasted without their waits and checks, would cut connections.
 */
public final class ScriptBar extends VBox {
    private final Scripts scripts;
    private final Supplier<Optional<ProposalId>> shown;
    private final Label refusal = Parts.sentence("", "small", "muted");

    /** @param shown the proposal that is shown; empty while none is */
    public ScriptBar(Node heading, Scripts scripts, Supplier<Optional<ProposalId>> shown) {
        this.scripts = scripts;
        this.shown = shown;
        Node plan = button("Copy commands", Ids.COPY_COMMANDS, false);
        Node undo = button("Copy undo", Ids.COPY_UNDO, true);
        Parts.show(refusal, false);
        getChildren().addAll(Parts.row(6, heading, Parts.spring(), plan, undo), refusal);
    }

    private Node button(String text, String id, boolean undo) {
        Node button = Parts.button(
                text, () -> shown.get().ifPresent(proposal -> copy(scripts.of(proposal, undo))), "tiny", "quiet");
        button.setId(id);
        return button;
    }

    private void copy(Script script) {
        switch (script) {
            case Script.Written(String text) -> {
                tell("");
                ClipboardContent content = new ClipboardContent();
                content.putString(text);
                Clipboard.getSystemClipboard().setContent(content);
            }
            case Script.None(String sentence) -> tell(sentence);
        }
    }

    private void tell(String sentence) {
        refusal.setText(sentence);
        Parts.show(refusal, !sentence.isEmpty());
    }
}
