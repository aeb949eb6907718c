package dev.headroom.planted.mina.backend.act;

import org.apache.sshd.server.SshServer;

final class ImportsMina {
    private ImportsMina() {}

    static SshServer server() {
        return SshServer.setUpDefaultServer();
    }
}
