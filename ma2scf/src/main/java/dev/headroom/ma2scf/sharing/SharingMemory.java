package dev.headroom.ma2scf.sharing;

import java.util.List;

/** What sharing remembers between snapshots. */
public record SharingMemory(List<Loan> loans) {
    /** Nothing remembered. */
    public static final SharingMemory EMPTY = new SharingMemory(List.of());
}
