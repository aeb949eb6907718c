package dev.headroom.console.topology;

/** The columns of the overview: the space between them grows with the width. */
record Columns(double directorWidth, double serviceX, double serviceWidth, double serverX, double serverWidth) {
    private static final double DIRECTOR_WIDTH = 118;

    /** The columns for a width; with many servers the servers get more of it. */
    static Columns of(double width, boolean many) {
        double room = Math.clamp(width * (many ? 0.05 : 0.075), 28, 110);
        double director = many ? DIRECTOR_WIDTH - 14 : DIRECTOR_WIDTH;
        double rest = width - director - 2 * room;
        double service = many ? Math.clamp(rest * 0.3, 150, 260) : Math.clamp(rest * 0.44, 150, 320);
        return new Columns(director, director + room, service, director + 2 * room + service, rest - service);
    }
}
