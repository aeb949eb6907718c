package dev.headroom.backend.link;

import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.json.PlanFields;
import dev.headroom.backend.json.PlanJson;
import dev.headroom.ma2scf.plan.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A proposal as fields for programs. README.md promises that the names of the fields, and the words of enums, stay as they are. */
final class ProposalReport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProposalReport() {}

    static String json(Proposal proposal) {
        return JSON.writeValueAsString(withPlan(proposal));
    }

    /** The proposal without its plan. */
    static ObjectNode of(Proposal proposal) {
        ObjectNode node = JSON.createObjectNode();
        node.put("id", proposal.id().toString());
        node.put("kind", StateText.word(proposal.plan().kind()));
        node.put("service", proposal.plan().service().name());
        node.put("status", StateText.word(proposal.status()));
        node.put("openedAt", proposal.openedAt().toString());
        node.put("changedAt", proposal.changedAt().toString());
        node.put("stepsDone", proposal.done());
        node.put("steps", proposal.steps().size());
        node.put("approvedBy", proposal.approvedBy());
        node.put("note", proposal.note());
        return node;
    }

    /** The proposal with all that an approval needs. */
    static ObjectNode withPlan(Proposal proposal) {
        ObjectNode node = of(proposal);
        node.put("basis", PlanJson.basis(proposal.plan()));
        node.put("refusal", proposal.prospects().approval().orElse(""));
        node.put("leftByAutomatic", proposal.prospects().automatic().orElse(""));
        node.put("announced", proposal.prospects().announced().orElse(""));
        ArrayNode risks = node.putArray("risks");
        proposal.prospects().risks().forEach(risks::add);
        Map<Action, List<ExactCommand>> commands = new HashMap<>();
        proposal.steps().forEach(step -> commands.put(step.step().action(), step.commands()));
        node.set(
                "plan",
                JSON.valueToTree(PlanFields.of(proposal.plan(), action -> commands.getOrDefault(action, List.of()))));
        ArrayNode states = node.putArray("stepStates");
        proposal.steps().stream().map(StepProgress::state).map(StateText::word).forEach(states::add);
        return node;
    }
}
