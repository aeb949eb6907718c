package dev.headroom.console.fx;

/**
 * What can be done with one row of a table, as a button in it.
 *
 * @param label of the button; empty for no button
 * @param meaning what it does, for hovering and for a reader
 * @param id of the button
 * @param enabled whether it can be pressed now
 */
public record RowAction(String label, String meaning, String id, boolean enabled, Runnable action) {
    public static final RowAction NONE = new RowAction("", "", "", false, () -> {});

    public RowAction(String label, String meaning, String id, Runnable action) {
        this(label, meaning, id, true, action);
    }

    /** One that was asked for just now. */
    public static RowAction running(String label, String meaning, String id) {
        return new RowAction(label, meaning, id, false, () -> {});
    }
}
