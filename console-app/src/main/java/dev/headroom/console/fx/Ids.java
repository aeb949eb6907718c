package dev.headroom.console.fx;

import java.util.Locale;

/** The ids by which tests and the keyboard find nodes, never by text. */
public final class Ids {
    public static final String HALT = "halt";
    public static final String BANNER_HALTED = "banner-halted";
    public static final String THEME = "theme";
    public static final String CONNECTION_SUMMARY = "connection-summary";
    public static final String LIVE = "live";
    public static final String FRAME_QUESTION = "frame-question";
    public static final String KEY_QUESTION = "key-question";
    public static final String ADOPTION = "adoption";
    public static final String ADOPT = "adopt";
    public static final String TAKE_OVER = "take-over";
    public static final String KEYS_WAIT = "keys-wait";
    public static final String CLOSE_LEAVE = "close-leave";
    public static final String CLOSE_UNDO = "close-undo";
    public static final String INBOX = "inbox";
    public static final String INBOX_EMPTY = "inbox-empty";
    public static final String MORE_REASONS = "more-reasons";
    public static final String ALL_STEPS = "all-steps";
    public static final String COPY_COMMANDS = "copy-commands";
    public static final String COPY_UNDO = "copy-undo";
    public static final String REASON = "reject-reason";
    public static final String CONFIRM = "confirm";
    public static final String CANCEL = "cancel";
    public static final String OPEN = "open";
    public static final String SECRET = "secret";
    public static final String DEMO = "demo";

    private Ids() {}

    /** A choice of the mode switch: {@code mode-watch}. */
    public static String mode(Object mode) {
        return "mode-" + lower(mode);
    }

    /** An entry of the navigation: {@code go-history}. */
    public static String go(Object place) {
        return "go-" + lower(place);
    }

    /** A figure of the strip: {@code number-loans}. */
    public static String number(Enum<?> kind) {
        return "number-" + key(kind);
    }

    /** A banner that stays as long as its condition holds: {@code banner-halted}. */
    public static String banner(Enum<?> kind, String name) {
        return "banner-" + key(kind) + (name.isEmpty() ? "" : "-" + name);
    }

    /** Why there is no proposal for a service: {@code undecided-shop}. */
    public static String undecided(Object service) {
        return "undecided-" + service;
    }

    public static String card(Object proposal) {
        return "card-" + proposal;
    }

    public static String approve(Object proposal) {
        return "approve-" + proposal;
    }

    public static String reject(Object proposal) {
        return "reject-" + proposal;
    }

    public static String undo(Object proposal) {
        return "undo-" + proposal;
    }

    /** A tile of the topology: {@code tile-rs1}. */
    public static String tile(Object subject) {
        return "tile-" + subject;
    }

    /** The button that shows the unknown key of a host: {@code trust-rs6}. */
    public static String trust(Object host) {
        return "trust-" + host;
    }

    /** The button that connects to a host again: {@code try-again-rs6}. */
    public static String tryAgain(Object host) {
        return "try-again-" + host;
    }

    public static String table(String feature) {
        return "table-" + feature;
    }

    public static String filter(String feature) {
        return "filter-" + feature;
    }

    private static String key(Enum<?> kind) {
        return lower(kind.name()).replace('_', '-');
    }

    private static String lower(Object name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
