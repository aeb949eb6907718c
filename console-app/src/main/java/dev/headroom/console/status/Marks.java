package dev.headroom.console.status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the mark of each container. Pure. */
public final class Marks {
    private final Set<ContainerId> loans;

    public Marks(ControlState state) {
        loans = state.memory().loans().stream().map(Loan::container).collect(Collectors.toSet());
    }

    /** The marks of a server; on a failed server no container serves, whatever was read last. */
    public List<ContainerMark> of(RealServer server, boolean failed) {
        boolean known = server.containers().fresh().isPresent();
        return server.knownContainers().stream()
                .map(container -> failed && container.isRunning()
                        ? new ContainerMark(
                                container.id(),
                                ContainerMark.Kind.BROKEN,
                                container.id() + ": its server does not answer")
                        : known ? of(container) : unknown(container))
                .toList();
    }

    private static ContainerMark unknown(Container container) {
        return new ContainerMark(
                container.id(),
                ContainerMark.Kind.UNKNOWN,
                "%s: not read now; was %s when last read"
                        .formatted(container.id(), container.state().name().toLowerCase(Locale.ROOT)));
    }

    private ContainerMark of(Container container) {
        ContainerMark.Kind kind = switch (container.state()) {
            case FAILED, FROZEN -> ContainerMark.Kind.BROKEN;
            case STARTING, STOPPING, UNKNOWN -> ContainerMark.Kind.CHANGING;
            case STOPPED -> container.isStandBy() ? ContainerMark.Kind.STANDBY : stopped(container);
            case RUNNING -> running(container);
        };
        return new ContainerMark(container.id(), kind, container.id() + ": " + words(kind, container));
    }

    private ContainerMark.Kind running(Container container) {
        return switch (container.role()) {
            case ContainerRole.Home _ ->
                container.listening() ? ContainerMark.Kind.SERVING : ContainerMark.Kind.CHANGING;
            case ContainerRole.StandBy _ ->
                container.listening() || loans.contains(container.id())
                        ? ContainerMark.Kind.LOAN
                        : ContainerMark.Kind.CHANGING;
            case ContainerRole.Ambiguous _, ContainerRole.Unrelated _ -> ContainerMark.Kind.UNRELATED;
        };
    }

    private static ContainerMark.Kind stopped(Container container) {
        return container.role() instanceof ContainerRole.Unrelated
                ? ContainerMark.Kind.UNRELATED
                : ContainerMark.Kind.BROKEN;
    }

    private static String words(ContainerMark.Kind kind, Container container) {
        String service = container.role().serving().map(ServiceId::name).orElse("nothing we know");
        return switch (kind) {
            case SERVING -> "serves " + service;
            case STANDBY -> "stand-by for " + service + ", stopped";
            case LOAN -> "on loan from " + container.id().server() + " to " + service;
            case CHANGING ->
                container.state() == ContainerState.UNKNOWN
                        ? "state unknown; neither started nor stopped"
                        : "changing: " + container.state().name().toLowerCase(Locale.ROOT)
                                + (container.listening() ? "" : ", does not answer yet");
            case BROKEN ->
                "should serve " + service + ", but is "
                        + container.state().name().toLowerCase(Locale.ROOT);
            case UNKNOWN -> "not read now";
            case UNRELATED -> "carries " + service + "; never touched";
        };
    }
}
