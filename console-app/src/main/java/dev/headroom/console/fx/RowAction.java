package dev.headroom.console.fx;

/**
 * An action on one row of a table, as a button in the row.
 *
 * @param label the text of the button
 * @param meaning what it does, for the tooltip and for screen readers
 * @param id of the button
 * @param enabled whether the button can be pressed now
 */
public record RowAction(String label, String meaning, String id, boolean enabled, Runnable action) {
    public RowAction(String label, String meaning, String id, Runnable action) {
        this(label, meaning, id, true, action);
    }

    /** An action that was started just now: the button cannot be pressed. */
    public static RowAction running(String label, String meaning, String id) {
        return new RowAction(label, meaning, id, false, () -> {});
    }
}
