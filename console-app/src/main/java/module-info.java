import org.jspecify.annotations.NullMarked;

/** The window and the command line. */
@NullMarked
module dev.headroom.console {
    requires dev.headroom.backend;
    requires dev.headroom.styles;
    requires info.picocli;
    requires tools.jackson.databind;
    requires javafx.controls;
    requires org.controlsfx.controls;
    requires atlantafx.base;
    requires jdk.management;
    requires org.slf4j;
    requires static org.jspecify;

    opens dev.headroom.console.cli to
            info.picocli;
}
