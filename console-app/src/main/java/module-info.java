import org.jspecify.annotations.NullMarked;

/** The window and the command line. */
@NullMarked
module dev.headroom.console {
    requires transitive dev.headroom.backend;
    requires dev.headroom.styles;
    requires transitive info.picocli;
    // the window's: a program without a window does without them, see decision 0012
    requires static javafx.controls;
    requires static org.controlsfx.controls;
    requires static atlantafx.base;
    requires static org.jspecify;

    exports dev.headroom to
            javafx.graphics;
    exports dev.headroom.console.cli;
    exports dev.headroom.console.pictures;

    uses dev.headroom.console.cli.CommandProvider;

    opens dev.headroom.console.cli to
            info.picocli;
    opens dev.headroom.console.cli.doctor to
            info.picocli;
    opens dev.headroom.console.cli.journal to
            info.picocli;
    opens dev.headroom.console.cli.ssh to
            info.picocli;
}
