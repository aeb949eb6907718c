package dev.headroom.backend.act;

import dev.headroom.backend.command.LeaseCommands;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.script.ScriptFile;
import dev.headroom.ma2scf.plan.Action;
import java.util.List;

/**
 * A plan as a POSIX shell script for an administrator's computer: the exact commands over {@code ssh}, in order. The
 * script stops at the first failure, and at a condition that does not come true: without its waits, a plan that gives
 * back would cut connections.
 *
 * <p>It judges "drained" as {@code DirectorTable.isDrained} does (see decision 0063 of ma2scf): no active connections and
 * no bound clients, and where the service may carry UDP no packet for the director's UDP timeout. It differs so: it sees the
 * packets only from its first look on, and looks at one director after another, so it may wait longer; it looks for bound
 * clients at the removal too; it measures time by the clock of the administrator's computer; and it knows nothing of the
 * rest of the cluster, which Headroom checks before each step.
 *
 * <p>It overwrites no weight that somebody else has set, and changes no host while a master holds its lease.
 *
 * <p>Pure, save that it reads its frame from the class path.
 */
final class PlanScript {
    private static final String FRAME = "plan.sh";

    private PlanScript() {}

    /**
     * The script for a plan; ends with a line break.
     *
     * @param cluster the name in the cluster file
     */
    static String of(String cluster, List<StepProgress> steps) {
        return text(cluster, "", steps, PlanChecks.ahead(steps));
    }

    /**
     * The script for {@code steps} that take a plan back. It leaves out what is as it was before the plan.
     *
     * @param title what it takes back, for the reader of the script
     * @param left what the plan may have left in the tables
     */
    static String takingBack(String cluster, String title, List<StepProgress> steps, LeftWeights left) {
        return text(cluster, title, steps, PlanChecks.back(steps, left));
    }

    private static String text(String cluster, String title, List<StepProgress> steps, PlanChecks checks) {
        ScriptLines script = new ScriptLines(
                steps.stream().map(s -> s.step().action().host()).toList());
        script.raw(ScriptFile.read(PlanScript.class, FRAME));
        if (!title.isEmpty()) {
            script.raw("# " + title + "\n");
            script.assign("taking_back", "yes");
        }
        script.raw("# How ssh reaches each host. Where it does not know the name, write user@address here.\n");
        script.nameHosts();
        script.raw("[ \"${HEADROOM_LEASE-}\" = ignore ] ||\n    ");
        script.assign("lease", LeaseCommands.unlessHeld(cluster).toShell() + " ");
        script.raw("unless_held");
        script.variables().forEach(variable -> script.raw(" \"" + variable + "\""));
        script.raw("\n");
        for (int i = 0; i < steps.size(); i++) {
            StepProgress step = steps.get(i);
            Action action = step.step().action();
            script.raw("\n");
            script.line(List.of("step", Integer.toString(i + 1), action.describe()));
            checks.before(i, script).forEach(script::line);
            for (ExactCommand command : step.commands()) {
                List<String> run = List.of("run", script.variable(command.host()), command.text());
                checks.condition(action, script)
                        .ifPresentOrElse(condition -> script.line(condition, run), () -> script.line(run));
            }
        }
        script.raw("\nsay 'All steps are done.'\n");
        return script.toString();
    }
}
