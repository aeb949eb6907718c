package dev.headroom.backend.parse;

/** Prints frames as the agent does. */
public final class FramePrinter {
    private FramePrinter() {}

    public static String print(Frame frame) {
        StringBuilder text = new StringBuilder("\n@@frame %d %s\n".formatted(frame.number(), frame.role()));
        for (Section section : frame.sections()) {
            String title = (section.kind().title() + " " + section.argument()).strip();
            text.append("@@section %d %d %d %d %s\n"
                    .formatted(
                            section.status(),
                            section.age().toSeconds(),
                            section.error().size(),
                            section.lines().size(),
                            title));
            section.error().forEach(line -> text.append(line).append('\n'));
            section.lines().forEach(line -> text.append(line).append('\n'));
            text.append("@@close ").append(title).append('\n');
        }
        return text.append("@@end %d %d\n"
                        .formatted(frame.number(), frame.sections().size()))
                .toString();
    }
}
