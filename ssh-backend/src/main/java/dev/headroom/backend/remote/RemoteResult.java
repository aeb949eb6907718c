package dev.headroom.backend.remote;

/** How a command ended. */
public sealed interface RemoteResult {

    /** It ran to its end, whatever it made of its work. */
    record Completed(int exitCode, String output, String error) implements RemoteResult {
        public boolean succeeded() {
            return exitCode == 0;
        }
    }

    /**
     * It could not be run, or its end was not seen.
     *
     * @param sent whether the host may have run it: if so, only a look at the host tells what happened
     */
    record Failed(RemoteFailure failure, boolean sent) implements RemoteResult {}
}
