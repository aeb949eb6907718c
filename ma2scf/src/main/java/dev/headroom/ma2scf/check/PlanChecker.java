package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * Tests that a plan keeps the cluster safe after each of its steps: every prefix of it must be a state that the operator can
 * live with, because any step may be the last. Pure; safe to share between threads.
 */
public final class PlanChecker {
    private final StepRules steps;
    private final WholeRules whole;
    private final QuiesceRules quiesced;
    private final ServedRules served = new ServedRules();

    public PlanChecker(SharingPolicy policy) {
        this.steps = new StepRules(policy);
        this.whole = new WholeRules(policy);
        this.quiesced = new QuiesceRules(policy);
    }

    /**
     * Walks {@code plan} from {@code snapshot}: before each step its pre-condition and what is allowed at all, after it what
     * must always hold; at the end, that all directors agree, and what the steps do together. Waiting counts as successful.
     *
     * @return in the order of steps; empty if the plan is safe
     */
    public List<Violation> check(Plan plan, ClusterSnapshot snapshot) {
        List<Violation> violations = new ArrayList<>();
        ClusterSnapshot end = snapshot;
        for (Action action : plan.actions()) {
            end = action.appliedTo(end);
        }
        ClusterSnapshot now = snapshot;
        int number = 0;
        for (Action action : plan.actions()) {
            number++;
            ClusterSnapshot next = action.appliedTo(now);
            List<String> sentences = new ArrayList<>(steps.refusals(action, now));
            sentences.addAll(LimitRules.broken(action, snapshot, now));
            StopRules.broken(action, plan.actions().subList(0, number - 1), now).ifPresent(sentences::add);
            sentences.addAll(quiesced.broken(action, now));
            sentences.addAll(quiesced.early(
                    action, plan.actions().subList(number, plan.actions().size()), now));
            sentences.addAll(served.losses(snapshot, end, now, next));
            for (String sentence : sentences) {
                violations.add(new Violation(number, sentence));
            }
            now = next;
        }
        for (String sentence : Parity.differences(plan, snapshot, end)) {
            violations.add(new Violation(0, sentence));
        }
        for (String sentence : whole.broken(plan, snapshot)) {
            violations.add(new Violation(0, sentence));
        }
        return violations;
    }

    /** The same tests for one action just before it runs, against what is true now; step 0. */
    public List<Violation> checkStep(Action action, ClusterSnapshot snapshot) {
        List<String> sentences = new ArrayList<>(steps.refusals(action, snapshot));
        sentences.addAll(StepRules.connectionsLeft(action, snapshot));
        sentences.addAll(LimitRules.broken(action, snapshot, snapshot));
        sentences.addAll(quiesced.broken(action, snapshot));
        ClusterSnapshot next = action.appliedTo(snapshot);
        sentences.addAll(served.losses(snapshot, next, snapshot, next));
        return sentences.stream().map(sentence -> new Violation(0, sentence)).toList();
    }
}
