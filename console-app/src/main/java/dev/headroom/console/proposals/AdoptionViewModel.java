package dev.headroom.console.proposals;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Division;
import dev.headroom.backend.control.Intent;
import dev.headroom.console.status.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Whether an operator must agree to the division of the containers, and the question that is then asked. On JavaFX's
 * application thread.
 */
public final class AdoptionViewModel implements Projection {
    private final Consumer<Intent> intents;
    private final String operator;
    private final ReadOnlyObjectWrapper<Optional<Offer>> offer = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper asked = new ReadOnlyBooleanWrapper(false);

    /**
     * The division to agree to.
     *
     * @param fingerprint of exactly this division
     * @param first whether the operator has agreed to none before
     */
    record Offer(String fingerprint, boolean first, List<AdoptionRow> rows) {
        Offer {
            rows = List.copyOf(rows);
        }
    }

    public AdoptionViewModel(Consumer<Intent> intents, String operator) {
        this.intents = intents;
        this.operator = operator;
    }

    @Override
    public void show(ControlState state, Instant now) {
        Adoption adoption = state.adoption();
        Division found = adoption.found();
        Optional<Offer> next = adoption.pending().isEmpty()
                ? Optional.empty()
                : Optional.of(new Offer(
                        found.fingerprint(), !adoption.permitsChanges(), AdoptionRow.of(found, adoption.pending())));
        if (!next.map(Offer::fingerprint).equals(offer.get().map(Offer::fingerprint))) {
            // The division that was shown is no longer the newest.
            asked.set(false);
        }
        offer.set(next);
    }

    ReadOnlyObjectProperty<Optional<Offer>> offer() {
        return offer.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty asked() {
        return asked.getReadOnlyProperty();
    }

    void ask() {
        asked.set(offer.get().isPresent());
    }

    void back() {
        asked.set(false);
    }

    void confirm() {
        asked.set(false);
        offer.get().ifPresent(shown -> intents.accept(new Intent.Adopt(shown.fingerprint(), operator)));
    }
}
