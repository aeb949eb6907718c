package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Mode;
import dev.headroom.console.fx.Projection;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/** The frame's facts of the newest state, the place that is shown, and the intents that belong to the whole cluster. */
final class FrameViewModel implements Projection {
    private final String clusterName;
    private final Consumer<Intent> intents;
    private final String operator;
    private final ReadOnlyObjectWrapper<Optional<FrameFacts>> facts = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObjectProperty<Place> place = new SimpleObjectProperty<>(Place.OVERVIEW);
    private final ReadOnlyObjectWrapper<Optional<Mode>> askedMode = new ReadOnlyObjectWrapper<>(Optional.empty());

    FrameViewModel(String clusterName, Consumer<Intent> intents, String operator) {
        this.clusterName = clusterName;
        this.intents = intents;
        this.operator = operator;
    }

    @Override
    public void show(ControlState state, Instant now) {
        facts.set(Optional.of(FrameFacts.of(state, now)));
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

    /** The mode that waits for a yes; empty when nothing is asked. */
    ReadOnlyObjectProperty<Optional<Mode>> askedMode() {
        return askedMode.getReadOnlyProperty();
    }

    /** Halts, or resumes when halted. */
    void haltOrResume() {
        boolean halted = facts.get().filter(FrameFacts::halted).isPresent();
        intents.accept(halted ? new Intent.Resume(operator) : new Intent.Halt(operator));
    }

    /** Halts; when halted already it does nothing, so that a nervous second key press does not resume. */
    void halt() {
        if (facts.get().filter(FrameFacts::halted).isEmpty()) {
            intents.accept(new Intent.Halt(operator));
        }
    }

    /** A more careful mode is set at once; a bolder one asks first. */
    void choose(Mode wanted) {
        Optional<Mode> current = facts.get().map(FrameFacts::mode);
        if (current.filter(wanted::equals).isPresent()) {
            askedMode.set(Optional.empty());
        } else if (current.filter(mode -> wanted.atMost(mode) == wanted).isPresent()) {
            askedMode.set(Optional.empty());
            intents.accept(new Intent.SetMode(wanted, operator));
        } else {
            askedMode.set(Optional.of(wanted));
        }
    }

    void confirmMode() {
        askedMode.get().ifPresent(mode -> intents.accept(new Intent.SetMode(mode, operator)));
        askedMode.set(Optional.empty());
    }

    /** Withdraws the question; says whether there was one. */
    boolean back() {
        boolean asked = askedMode.get().isPresent();
        askedMode.set(Optional.empty());
        return asked;
    }

    /** What a mode means, one sentence. */
    static String explanation(Mode mode) {
        return switch (mode) {
            case WATCH -> "Looks only; nothing can be changed";
            case MANUAL -> "Proposes; you approve each plan";
            case AUTOMATIC -> "Approves its own proposals";
        };
    }
}
