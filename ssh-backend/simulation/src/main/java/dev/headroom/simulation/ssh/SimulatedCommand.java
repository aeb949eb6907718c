package dev.headroom.simulation.ssh;

import dev.headroom.simulation.shell.SimulatedExec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command over SSH, on a thread of its own. A host that fails while the command runs breaks the session. */
final class SimulatedCommand implements Command {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedCommand.class);

    private final SimulatedExec exec;
    private final String text;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (_, _, _) -> {};
    private volatile boolean destroyed;
    private volatile @Nullable Thread runner;

    SimulatedCommand(SimulatedExec exec, String text) {
        this.exec = exec;
        this.text = text;
    }

    @Override
    public void setInputStream(InputStream stream) {
        in = stream;
    }

    @Override
    public void setOutputStream(OutputStream stream) {
        out = stream;
    }

    @Override
    public void setErrorStream(OutputStream stream) {
        err = stream;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        runner = Thread.ofVirtual().name("simulated-command").start(() -> run(channel));
    }

    private void run(ChannelSession channel) {
        try {
            int code = exec.run(text, in, out, err);
            out.flush();
            err.flush();
            exit.onExit(code);
        } catch (IOException e) {
            boolean clientGone = destroyed || !channel.isOpen();
            LOG.debug("The simulated command {} failed, {}.", text, clientGone ? "its client has gone" : "as asked", e);
            if (!clientGone) {
                channel.getServerSession().close(true);
            }
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        destroyed = true;
        Thread running = runner;
        if (running != null) {
            running.interrupt();
        }
    }
}
