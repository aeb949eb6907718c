package dev.headroom.planted.jsch.backend.agent;

import com.jcraft.jsch.JSch;

final class ImportsJsch {
    private ImportsJsch() {}

    static String version() {
        return JSch.VERSION + new JSch();
    }
}
