package dev.headroom.backend.link;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.FirstLook;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.Unanswered;
import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an operator should know beside the plans, as fields for programs: what {@link StateText#further} says. */
final class FurtherReport {
    private FurtherReport() {}

    static void add(ObjectNode root, ControlState state) {
        state.continuity()
                .leasehold()
                .rival()
                .ifPresentOrElse(
                        rival -> root.putObject("leaseHeldBy")
                                .put("who", rival.who())
                                .put("number", rival.number())
                                .put("renewedAt", at(rival.renewedAt())),
                        () -> root.putNull("leaseHeldBy"));
        FirstLook look = state.continuity().look();
        ArrayNode awaited =
                root.putObject("firstLook").put("done", look.isDone()).putArray("awaited");
        look.awaited().stream().map(HostId::name).forEach(awaited::add);
        ArrayNode others = root.putArray("otherMasters");
        OtherMasters.loansOf(state.snapshot()).forEach((installation, containers) -> {
            ArrayNode names =
                    others.addObject().put("installation", installation).putArray("containers");
            containers.forEach(names::add);
        });
        ArrayNode unanswered = root.putArray("unanswered");
        state.continuity().unanswered().forEach(command -> add(unanswered.addObject(), command, state));
        MaintenanceText.add(root, state);
        BudgetText.add(root, state);
        ChangesText.add(root, state);
        ArrayNode rests = root.putArray("rests");
        ToldRests.of(state).forEach(rest -> add(rests.addObject(), rest));
    }

    private static void add(ObjectNode node, Unanswered command, ControlState state) {
        node.put("proposal", command.proposal().toString())
                .put("step", command.step() + 1)
                .put("host", command.action().host().name())
                .put("action", command.action().describe())
                .put("limitSeconds", command.limit().toSeconds())
                .put("until", at(command.until()))
                .put("awaited", StateText.isOnTheWay(state, command));
    }

    private static void add(ObjectNode node, Continuity.Rest rest) {
        node.put("service", rest.service().name())
                .put("kind", StateText.word(rest.kind()))
                .put("rejected", rest.rejected().toString())
                .put("until", at(rest.until()));
    }

    private static String at(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
