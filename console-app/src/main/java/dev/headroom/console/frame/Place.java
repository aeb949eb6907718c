package dev.headroom.console.frame;

/** The views of the window, in the order of the navigation and of the keys 1 to 6. */
public enum Place {
    OVERVIEW("Overview"),
    SERVICES("Services"),
    SERVERS("Servers"),
    LOANS("Loans"),
    HISTORY("History"),
    CONNECTIONS("Connections");

    private final String title;

    Place(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
