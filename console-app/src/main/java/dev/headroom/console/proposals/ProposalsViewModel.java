package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.status.Projection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The inbox: its cards, the selected and the unfolded one, and the question that is asked. Sends intents; changes
 * nothing itself. On JavaFX's application thread.
 */
public final class ProposalsViewModel implements Projection {
    private final Consumer<Intent> intents;
    private final String operator;
    private final ObservableList<ProposalCard> cards = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Optional<ProposalId>> selected = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ProposalId>> unfolded = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Ask>> ask = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<ProposalId, Proposal.Status> seen = new HashMap<>();
    private final ReadOnlyObjectWrapper<List<Undecided>> undecided = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper read = new ReadOnlyBooleanWrapper(false);
    private boolean chosenByUs = true;
    private final ReadOnlyObjectWrapper<String> remark = new ReadOnlyObjectWrapper<>("");

    /** @param operator the operator's name, for the journal */
    public ProposalsViewModel(Consumer<Intent> intents, String operator) {
        this.intents = intents;
        this.operator = operator;
    }

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(cards, CardProjection.of(state, now), ProposalCard::id);
        undecided.set(Undecided.in(state));
        read.set(state.snapshot().revision() > 0);
        if (selected.get().isPresent() && selected.get().flatMap(this::card).isEmpty()) {
            // No neighbour is selected: a key that was meant for the vanished card must not reach another.
            selected.set(Optional.empty());
            chosenByUs = cards.isEmpty();
        } else if (selected.get().isEmpty() && (chosenByUs || cards.isEmpty())) {
            chosenByUs = true;
            selected.set(cards.stream().findFirst().map(ProposalCard::id));
        }
        if (unfolded.get().isPresent() && unfolded.get().flatMap(this::card).isEmpty()) {
            unfolded.set(Optional.empty());
        }
        ask.get().ifPresent(asked -> recheck(asked, state));
        // A card with an open question is never moved.
        cards.stream()
                .filter(card -> ask.get().isEmpty() && becameInteresting(card))
                .findFirst()
                .ifPresent(card -> {
                    select(card.id());
                    unfolded.set(Optional.of(card.id()));
                });
        seen.clear();
        cards.forEach(card -> seen.put(card.id(), card.status()));
    }

    /** Whether it began to run or was stopped since the state before: the operator then wants to see its steps. */
    private boolean becameInteresting(ProposalCard card) {
        boolean interesting = switch (card.status()) {
            case RUNNING, FAILED, HALTED, SUSPENDED, INTERRUPTED -> true;
            case OPEN, DONE, REJECTED, EXPIRED, SUPERSEDED -> false;
        };
        return interesting && seen.get(card.id()) != card.status();
    }

    /** Withdraws a question whose subject has changed. */
    private void recheck(Ask asked, ControlState state) {
        Optional<ProposalCard> card = card(asked.proposal());
        boolean stands = switch (asked) {
            case Ask.ToApprove(var _, long basis) ->
                card.filter(c -> c.answers().basis() == basis
                                && c.answers().approveRefusal().isEmpty()
                                && c.isOpen())
                        .isPresent();
            case Ask.ToReject _ -> card.filter(ProposalCard::isOpen).isPresent();
            case Ask.ToUndo _ -> card.filter(c -> c.answers().canUndo()).isPresent();
        };
        if (!stands) {
            ask.set(Optional.empty());
            remark.set(Lapse.of(asked, state));
        }
    }

    ObservableList<ProposalCard> cards() {
        return cards;
    }

    ReadOnlyObjectProperty<Optional<ProposalId>> selected() {
        return selected.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<ProposalId>> unfolded() {
        return unfolded.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Optional<Ask>> ask() {
        return ask.getReadOnlyProperty();
    }

    /** The services that need something and have no proposal. */
    ReadOnlyObjectProperty<List<Undecided>> undecided() {
        return undecided.getReadOnlyProperty();
    }

    /** Whether a reading has come: before that it is unknown whether there is something to decide. */
    ReadOnlyBooleanProperty read() {
        return read.getReadOnlyProperty();
    }

    /** One sentence when a question lapsed; else empty. */
    ReadOnlyObjectProperty<String> remark() {
        return remark.getReadOnlyProperty();
    }

    public void select(ProposalId id) {
        selected.set(Optional.of(id));
    }

    /** Moves the selection down (1) or up (-1). */
    public void move(int by) {
        int at = selected.get().flatMap(this::card).map(cards::indexOf).orElse(-1);
        if (!cards.isEmpty()) {
            selected.set(Optional.of(
                    cards.get(Math.clamp((long) at + by, 0, cards.size() - 1)).id()));
        }
    }

    public void toggle(ProposalId id) {
        boolean open = unfolded.get().filter(id::equals).isPresent();
        select(id);
        unfolded.set(open ? Optional.empty() : Optional.of(id));
    }

    public void toggleSelected() {
        selected.get().ifPresent(this::toggle);
    }

    /** Folds the card or withdraws the question; returns whether there was anything to do. */
    public boolean back() {
        if (ask.get().isPresent()) {
            ask.set(Optional.empty());
            return true;
        }
        boolean open = unfolded.get().isPresent();
        unfolded.set(Optional.empty());
        return open;
    }

    public void askApprove(ProposalId id) {
        card(id).filter(card -> card.isOpen() && card.answers().approveRefusal().isEmpty())
                .ifPresent(card -> ask(new Ask.ToApprove(id, card.answers().basis())));
    }

    public void askReject(ProposalId id) {
        card(id).filter(ProposalCard::isOpen).ifPresent(_ -> ask(new Ask.ToReject(id)));
    }

    public void askUndo(ProposalId id) {
        card(id).filter(card -> card.answers().canUndo()).ifPresent(_ -> ask(new Ask.ToUndo(id)));
    }

    /** For the keyboard: asks whether to approve the selected card. */
    public void askApproveSelected() {
        selected.get().ifPresent(this::askApprove);
    }

    /** For the keyboard: asks whether to reject the selected card. */
    public void askRejectSelected() {
        selected.get().ifPresent(this::askReject);
    }

    private void ask(Ask asked) {
        remark.set("");
        select(asked.proposal());
        unfolded.set(Optional.of(asked.proposal()));
        ask.set(Optional.of(asked));
    }

    /** Carries out what the question asks; {@code reason} is used for a rejection only and may be empty. */
    void confirm(String reason) {
        ask.get().ifPresent(asked -> {
            ask.set(Optional.empty());
            intents.accept(
                    switch (asked) {
                        case Ask.ToApprove(ProposalId id, long basis) -> new Intent.Approve(id, basis, operator);
                        case Ask.ToReject(ProposalId id) -> new Intent.Reject(id, reason.strip(), operator);
                        case Ask.ToUndo(ProposalId id) -> new Intent.Undo(id, operator);
                    });
        });
    }

    private Optional<ProposalCard> card(ProposalId id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }
}
