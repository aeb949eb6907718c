package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.status.Projection;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The frame's facts of the newest state, the view that is shown, and the intents about the whole cluster. On JavaFX's
 * application thread.
 */
final class FrameViewModel implements Projection {
    private final String clusterName;
    private final Consumer<Intent> intents;
    private final String operator;
    private final ReadOnlyObjectWrapper<Optional<FrameFacts>> facts = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.OVERVIEW);
    private final ReadOnlyObjectWrapper<Optional<FrameAsk>> ask = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Closing>> closing = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper closed = new ReadOnlyBooleanWrapper(false);

    FrameViewModel(String clusterName, Consumer<Intent> intents, String operator) {
        this.clusterName = clusterName;
        this.intents = intents;
        this.operator = operator;
    }

    @Override
    public void show(ControlState state, Instant now) {
        FrameFacts next = FrameFacts.of(state, now);
        facts.set(Optional.of(next));
        if (ask.get().filter(asked -> !asked.stands(next)).isPresent()) {
            ask.set(Optional.empty());
        }
        closing.get().map(under -> under.next(state)).ifPresent(outcome -> {
            switch (outcome) {
                case WAIT -> {}
                case CLOSE -> closed.set(true);
                case STAY -> stayOpen();
            }
        });
    }

    String clusterName() {
        return clusterName;
    }

    ReadOnlyObjectProperty<Optional<FrameFacts>> facts() {
        return facts.getReadOnlyProperty();
    }

    ObjectProperty<Place> place() {
        return place;
    }

    /** The question that waits for an answer; empty without one. */
    ReadOnlyObjectProperty<Optional<FrameAsk>> ask() {
        return ask.getReadOnlyProperty();
    }

    /** The plans that end before the window closes; empty unless the operator chose so. */
    ReadOnlyObjectProperty<Optional<Closing>> closing() {
        return closing.getReadOnlyProperty();
    }

    /** Becomes true when the window may close. */
    ReadOnlyBooleanProperty closed() {
        return closed.getReadOnlyProperty();
    }

    /**
     * For the mouse: halts at once. It asks before it resumes, so that the second half of a double click does not
     * resume what the first half halted.
     */
    void haltOrResume() {
        if (isHalted()) {
            ask(new FrameAsk.ToResume());
        } else {
            ask.set(Optional.empty());
            intents.accept(new Intent.Halt(operator));
        }
    }

    /** For a key while the button has the focus: asks before it halts or resumes. */
    void askHaltOrResume() {
        ask(isHalted() ? new FrameAsk.ToResume() : new FrameAsk.ToHalt());
    }

    /** For the shortcut of halt: the first press asks, the second halts; while halted it does nothing. */
    void haltByKey() {
        if (ask.get().filter(FrameAsk.ToHalt.class::isInstance).isPresent()) {
            confirm();
        } else if (facts.get().isPresent() && !isHalted()) {
            ask(new FrameAsk.ToHalt());
        }
    }

    private boolean isHalted() {
        return facts.get().filter(FrameFacts::halted).isPresent();
    }

    /** Asks before every change of the mode, for a more careful mode stops running plans. */
    void choose(Mode wanted) {
        facts.get().map(FrameFacts::mode).ifPresent(mode -> {
            if (mode == wanted) {
                ask.set(Optional.empty());
            } else {
                ask(new FrameAsk.ToMode(mode, wanted));
            }
        });
    }

    /** Asks before it takes the lease of the hosts away from the master that holds it. */
    void askTakeOver() {
        facts.get().flatMap(FrameFacts::holder).ifPresent(from -> ask(new FrameAsk.ToTakeOver(from)));
    }

    /** Whether the window may close at once; else asks what to do with the running plans. */
    boolean mayClose() {
        List<ProposalId> running = facts.get().map(FrameFacts::running).orElse(List.of());
        if (running.isEmpty() || closed.get()) {
            return true;
        }
        ask(new FrameAsk.ToClose(running));
        return false;
    }

    /** Ends the running plans in the way that the operator chose, and then closes the window. */
    void closeAfter(Closing.Choice choice) {
        ask.get().ifPresent(asked -> {
            ask.set(Optional.empty());
            if (asked instanceof FrameAsk.ToClose(List<ProposalId> plans)) {
                closing.set(Optional.of(new Closing(choice, plans)));
                intents.accept(new Intent.Close(choice.asked(), operator));
            }
        });
    }

    /** Closes the window and leaves the running plans as they are. */
    void closeNow() {
        ask.set(Optional.empty());
        closed.set(true);
    }

    /** Keeps the window open and lets the master go on. */
    void stayOpen() {
        closing.set(Optional.empty());
        intents.accept(new Intent.Resume(operator));
    }

    private void ask(FrameAsk asked) {
        ask.set(Optional.of(asked));
    }

    /** Carries out what the question asks. */
    void confirm() {
        ask.get().ifPresent(asked -> {
            ask.set(Optional.empty());
            switch (asked) {
                case FrameAsk.ToMode(var _, Mode wanted) -> intents.accept(new Intent.SetMode(wanted, operator));
                case FrameAsk.ToHalt _ -> intents.accept(new Intent.Halt(operator));
                case FrameAsk.ToResume _ -> intents.accept(new Intent.Resume(operator));
                case FrameAsk.ToTakeOver _ -> intents.accept(new Intent.TakeOver(operator));
                case FrameAsk.ToClose _ -> closed.set(true);
            }
        });
    }

    /** Withdraws the question; returns whether there was one. */
    boolean back() {
        boolean asked = ask.get().isPresent();
        ask.set(Optional.empty());
        return asked;
    }

    /** Explains a mode in one sentence. */
    static String explanation(Mode mode) {
        return switch (mode) {
            case WATCH -> "Only observes; changes nothing";
            case MANUAL -> "Proposes; you approve each plan";
            case AUTOMATIC -> "Approves its own proposals";
        };
    }
}
