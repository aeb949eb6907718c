package dev.headroom.program.wording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintWriter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Plays an operator's journeys through the window, in a Java machine with the agent. */
final class WindowStory {
    private WindowStory() {}

    /** Ends with exit code 0 if every journey ended as it does in the words that are shipped. */
    public static void main(String[] arguments) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        selectClass("dev.headroom.console.frame.OperatorJourneyTest"),
                                        selectClass("dev.headroom.console.frame.FocusJourneyTest"))
                                .build(),
                        summary,
                        new Ended());
        TestExecutionSummary result = summary.getSummary();
        result.printFailuresTo(new PrintWriter(System.out, true, UTF_8));
        boolean whole =
                result.getTestsFoundCount() > 0 && result.getTestsSucceededCount() == result.getTestsFoundCount();
        System.exit(whole ? 0 : 1);
    }

    private static final class Ended implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                System.out.printf("%s %s%n", result.getStatus(), test.getDisplayName());
            }
        }
    }
}
