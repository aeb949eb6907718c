import org.jspecify.annotations.NullMarked;

/** Looks: colour tokens for each theme and the sheets that use them. */
@NullMarked
module dev.headroom.styles {
    requires static org.jspecify;

    exports dev.headroom.styles;
}
