import org.jspecify.annotations.NullMarked;

/** The window and the command line. */
@NullMarked
module dev.headroom.console {
    requires transitive dev.headroom.backend;
    requires dev.headroom.styles;
    requires transitive info.picocli;
    requires tools.jackson.databind;
    requires javafx.controls;
    requires org.controlsfx.controls;
    requires atlantafx.base;
    requires static org.jspecify;

    exports dev.headroom to
            javafx.graphics;
    exports dev.headroom.console.cli;
    exports dev.headroom.console.pictures;

    uses dev.headroom.console.cli.CommandProvider;

    opens dev.headroom.console.cli to
            info.picocli;
}
