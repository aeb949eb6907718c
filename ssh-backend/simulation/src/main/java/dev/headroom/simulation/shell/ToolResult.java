package dev.headroom.simulation.shell;

/**
 * What a simulated tool printed and how it ended.
 *
 * @param exitCode 0..255
 */
public record ToolResult(int exitCode, String output, String error) {

    public static ToolResult of(String output) {
        return new ToolResult(0, output, "");
    }

    /** Ends with one line of complaint. */
    public static ToolResult failed(int exitCode, String complaint) {
        return new ToolResult(exitCode, "", complaint + "\n");
    }
}
