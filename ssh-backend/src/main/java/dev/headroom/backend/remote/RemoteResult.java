package dev.headroom.backend.remote;

/** How a command ended. */
public sealed interface RemoteResult {

    /**
     * The command ended, with success or not.
     *
     * @param output standard output
     * @param error standard error
     */
    record Completed(int exitCode, String output, String error) implements RemoteResult {
        /** Whether the command ended with exit status 0. */
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * The command was not run, or its end was not seen.
     *
     * @param sent whether the host may have run it: if so, only a reading of the host shows its effect
     */
    record Failed(RemoteFailure failure, boolean sent) implements RemoteResult {}
}
