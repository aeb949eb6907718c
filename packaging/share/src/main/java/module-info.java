import org.jspecify.annotations.NullMarked;

/** Writes what lies beside the installed program. A tool of the build: no part of the program. */
@NullMarked
module dev.headroom.share {
    requires dev.headroom.console;
    requires info.picocli;
    requires tools.jackson.databind;
    requires com.github.weisj.jsvg;
    requires java.desktop;
    requires java.xml;
    requires static org.jspecify;
}
