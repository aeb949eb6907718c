package dev.headroom.simulation.shell;

import dev.headroom.backend.parse.SectionKind;
import java.util.List;

/** Writes a frame as the agent's script does, section by section. */
public final class FrameText {
    private final StringBuilder text = new StringBuilder();
    private final long number;
    private int sections;

    public FrameText(long number, String role) {
        this.number = number;
        text.append("\n@@frame ").append(number).append(' ').append(role).append('\n');
    }

    /**
     * Adds a section that was read for this frame.
     *
     * @param container the name of the container that it is about; empty for other sections
     */
    public void section(SectionKind kind, String container, ToolResult result) {
        String title = (kind.title() + " " + container).strip();
        List<String> errors = spoken(result.error());
        List<String> lines = spoken(result.output());
        text.append("@@section %d 0 %d %d %s\n".formatted(result.exitCode(), errors.size(), lines.size(), title));
        errors.forEach(line -> text.append(line).append('\n'));
        lines.forEach(line -> text.append(line).append('\n'));
        text.append("@@close ").append(title).append('\n');
        sections++;
    }

    /** Repeats all sections of a kind of the frame before, which were read {@code age} seconds ago. */
    public void again(SectionKind kind, long age) {
        text.append("@@again %d %s\n".formatted(age, kind.title()));
        sections++;
    }

    public String end() {
        return text.append("@@end %d %d\n".formatted(number, sections)).toString();
    }

    private static List<String> spoken(String output) {
        return output.lines().filter(line -> !line.isEmpty()).toList();
    }
}
