package dev.headroom.simulation.shell;

/**
 * The output and the exit code of a simulated tool.
 *
 * @param exitCode 0..255
 */
public record ToolResult(int exitCode, String output, String error) {

    public static ToolResult of(String output) {
        return new ToolResult(0, output, "");
    }

    /** A failure with one line of standard error. */
    public static ToolResult failed(int exitCode, String complaint) {
        return new ToolResult(exitCode, "", complaint + "\n");
    }
}
