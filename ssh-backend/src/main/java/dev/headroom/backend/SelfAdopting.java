package dev.headroom.backend;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.policy.Mode;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Adopts a simulated cluster as soon as all hosts were read, whatever division was found, for no operator is
 * responsible for it. It sends the intents that an operator would send.
 */
final class SelfAdopting implements StateSink {
    private static final String BY = "the cluster's maker";

    private final StateSink next;
    private final Mode mode;
    private final AtomicReference<VmMaster> master = new AtomicReference<>();
    private final AtomicReference<Optional<String>> asked = new AtomicReference<>(Optional.empty());

    /** @param mode the mode after the adoption */
    SelfAdopting(StateSink next, Mode mode) {
        this.next = next;
        this.mode = mode;
    }

    void adoptFor(VmMaster driven) {
        master.set(driven);
    }

    @Override
    public void accept(ControlState state) {
        VmMaster driven = master.get();
        String fingerprint = state.adoption().found().fingerprint();
        boolean asks = !state.adoption().permitsChanges()
                || !state.adoption().pending().isEmpty();
        if (driven != null
                && asks
                && isComplete(state.snapshot())
                && !asked.getAndSet(Optional.of(fingerprint)).equals(Optional.of(fingerprint))) {
            boolean first = !state.adoption().permitsChanges();
            var _ = driven.submit(new Intent.Adopt(fingerprint, BY));
            if (first && mode != Mode.WATCH) {
                var _ = driven.submit(new Intent.SetMode(mode, BY));
            }
        }
        next.accept(state);
    }

    private static boolean isComplete(ClusterSnapshot snapshot) {
        return !snapshot.servers().isEmpty()
                && snapshot.servers().stream()
                        .allMatch(s -> s.containers().lastKnown().isPresent())
                && snapshot.directors().stream()
                        .allMatch(d -> d.table().lastKnown().isPresent());
    }
}
