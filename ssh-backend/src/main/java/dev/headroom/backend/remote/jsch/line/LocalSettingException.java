package dev.headroom.backend.remote.jsch.line;

import java.net.ConnectException;

/** A setting of this computer lets no connection begin. The message is the end of a sentence. */
public final class LocalSettingException extends ConnectException {
    private static final long serialVersionUID = 1;

    private final String lines;

    LocalSettingException(String cause, String lines) {
        super(cause);
        this.lines = lines;
    }

    /** The settings, each with its place. */
    public String lines() {
        return lines;
    }
}
