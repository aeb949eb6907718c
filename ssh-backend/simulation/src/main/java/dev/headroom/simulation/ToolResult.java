package dev.headroom.simulation;

/**
 * What a simulated tool printed and how it ended.
 *
 * @param exitCode 0..255
 */
record ToolResult(int exitCode, String output, String error) {

    static ToolResult of(String output) {
        return new ToolResult(0, output, "");
    }

    /** Ends with one line of complaint. */
    static ToolResult failed(int exitCode, String complaint) {
        return new ToolResult(exitCode, "", complaint + "\n");
    }
}
