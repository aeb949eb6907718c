package dev.headroom.backend.link;

import dev.headroom.backend.act.PlanScripts;
import dev.headroom.backend.act.PlanScripts.Script;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.Answer;
import dev.headroom.backend.control.driver.HostsOrders;
import dev.headroom.backend.control.driver.VmMaster;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.json.PlanJson;
import dev.headroom.backend.link.LinkMessages.Request;
import dev.headroom.backend.link.LinkMessages.Response;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns requests into intents, and the master's results into sentences. */
final class Questions {
    private static final Logger LOG = LoggerFactory.getLogger(Questions.class);
    private static final int ANSWER_SECONDS = 10;

    /** How long a master on another computer is given to take note of an order: two slow readings there, two here. */
    private static final int ORDER_SECONDS = 15;

    /** The text of a request for the state that wants fields instead of sentences. */
    private static final String JSON = "json";

    /** The text of a request for a script that takes a proposal back. */
    static final String UNDO = "undo";

    private final VmMaster master;
    private final PlanScripts scripts;

    Questions(VmMaster master, PlanScripts scripts) {
        this.master = master;
        this.scripts = scripts;
    }

    /**
     * Waits for the master's answer. A request without a meaning throws {@link IllegalArgumentException} with a
     * sentence.
     */
    Response answer(Request request) {
        ControlState state = master.state();
        return switch (request.verb()) {
            case STATE -> request.proposal().isEmpty() ? whole(state, request) : one(state, request);
            case PROPOSALS ->
                new Response(true, StateReport.proposals(state, request.text().equals(JSON)));
            case SCRIPT ->
                switch (scripts.of(
                        state,
                        ProposalId.parse(request.proposal()),
                        request.text().equals(UNDO))) {
                    case Script.Written(String text) -> new Response(true, text);
                    case Script.None(String sentence) -> new Response(false, sentence);
                };
            case OFFER -> offer(state, wanted(request, answerable(state)));
            case HALT -> ordered(state.halted() ? "It was halted already. " : "", new Intent.Halt(request.by()));
            case CONNECT -> {
                master.tryAgain();
                yield new Response(true, "Every host that is not connected is tried again now.");
            }
            case TAKE_OVER -> submit(new Intent.TakeOver(request.by()));
            case RESUME ->
                ordered(
                        state.mayBegin() ? "There was nothing to resume: it was not halted. " : "",
                        new Intent.Resume(request.by()));
            case ADOPT ->
                request.text().isEmpty()
                        ? new Response(true, DivisionText.of(state))
                        : submit(new Intent.Adopt(request.text(), request.by()));
            case MODE -> mode(state, request);
            case MAINTENANCE -> maintenance(state, request);
            case APPROVE -> {
                ProposalId id = wanted(request, answerable(state));
                Optional<Response> another = another(state, id, request);
                if (another.isPresent()) {
                    yield another.get();
                }
                Response response = submit(new Intent.Approve(id, basis(state, id, request), request.by()));
                yield response.accepted() ? about(id, response) : became(id, response);
            }
            case REJECT -> {
                ProposalId id = wanted(request, answerable(state));
                yield about(id, submit(new Intent.Reject(id, request.text(), request.by())));
            }
            case UNDO -> submit(new Intent.Undo(wanted(request, lastThatDidSomething(state)), request.by()));
        };
    }

    /** Sets a mode; only tells the modes where the request names none. */
    private Response mode(ControlState state, Request request) {
        if (request.text().isEmpty()) {
            return new Response(true, ModeText.of(state));
        }
        Response response = submit(
                request.service().isEmpty()
                        ? new Intent.SetMode(request.mode(), request.by())
                        : new Intent.SetServiceMode(new ServiceId(request.service()), request.mode(), request.by()));
        return response.accepted() ? new Response(true, ModeText.of(master.state())) : response;
    }

    /** Begins or ends the maintenance of a server; only tells of it where the request names none. */
    private Response maintenance(ControlState state, Request request) {
        if (request.server().isEmpty()) {
            return new Response(true, MaintenanceText.of(state));
        }
        boolean begins = request.begins();
        ServerId server = new ServerId(request.server());
        boolean was = state.continuity().maintenance().concerns(server);
        Response response = submit(new Intent.SetMaintenance(server, begins, request.by()));
        String already = was == begins
                ? "%s was %s maintenance already. ".formatted(server, begins ? "in" : "not in")
                : begins ? "" : "The maintenance of %s has ended. ".formatted(server);
        return response.accepted() ? after(already, new Response(true, MaintenanceText.of(master.state()))) : response;
    }

    /** The refusal if the plan under the number is another one than the operator saw. A plan under a number never changes. */
    private static Optional<Response> another(ControlState state, ProposalId id, Request request) {
        return state.proposal(id)
                .map(p -> PlanJson.basis(p.plan()))
                .filter(basis -> !request.plan().isEmpty() && !basis.equals(request.plan()))
                .map(basis -> new Response(
                        false,
                        "%s is another plan (basis %s) than the one you saw (basis %s); look at it again."
                                .formatted(id, basis, request.plan())));
    }

    private Response whole(ControlState state, Request request) {
        return new Response(
                true, request.text().equals(JSON) ? StateReport.json(state) : StateReport.text(state, master.now()));
    }

    private static Response one(ControlState state, Request request) {
        return state.proposal(ProposalId.parse(request.proposal()))
                .map(p ->
                        new Response(true, request.text().equals(JSON) ? ProposalReport.json(p) : StateReport.whole(p)))
                .orElseGet(() -> new Response(false, "There is no proposal %s.".formatted(request.proposal())));
    }

    /** The proposal in full; accepted if it waits for an answer. */
    private static Response offer(ControlState state, ProposalId id) {
        return state.proposal(id)
                .map(p -> new Response(
                        p.isAwaited(),
                        StateReport.whole(p),
                        id.toString(),
                        p.plan().basisRevision(),
                        PlanJson.basis(p.plan())))
                .orElseGet(() -> new Response(false, "There is no proposal %s.".formatted(id)));
    }

    /** The refusal with what became of the proposal, if it waits for no answer any more. */
    private Response became(ProposalId id, Response refused) {
        String note = master.state()
                .proposal(id)
                .filter(p -> !p.isAwaited())
                .map(Proposal::note)
                .filter(said -> !refused.sentence().contains(said))
                .orElse("");
        return new Response(false, (refused.sentence() + " " + note).strip());
    }

    /** Halts or resumes this master and the one that acts, if that is another; waits for what becomes of it there. */
    private Response ordered(String already, Intent intent) {
        HostsOrders orders = master.orders();
        long before = orders.given();
        Response here = after(already, submit(intent));
        if (orders.given() == before) {
            return here;
        }
        OrderStanding standing = within(orders.settled()).orElseGet(orders::standing);
        return switch (standing.state()) {
            case NONE -> here;
            case DONE ->
                new Response(
                        true, standing.sentence() + (master.state().halted() ? " This master is halted, too." : ""));
            case REFUSED -> new Response(false, standing.sentence());
            case UNKNOWN -> new Response(false, standing.sentence()).unknown();
        };
    }

    private static Optional<OrderStanding> within(Future<OrderStanding> settled) {
        try {
            return Optional.of(settled.get(ORDER_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException | ExecutionException _) {
            return Optional.empty();
        }
    }

    private Response submit(Intent intent) {
        try {
            return switch (master.submit(intent).get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                case Answer.Accepted(ControlState after) -> new Response(true, StateText.of(after));
                case Answer.Refused(String sentence) -> new Response(false, sentence);
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Response(false, "The master is stopping.");
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("No answer to {}", intent, e);
            return new Response(false, "The master did not answer within %d s.".formatted(ANSWER_SECONDS));
        }
    }

    private static Response after(String before, Response response) {
        return response.accepted() ? new Response(true, before + response.sentence()) : response;
    }

    private Response about(ProposalId id, Response response) {
        return response.accepted() ? new Response(true, StateText.of(master.state(), id)) : response;
    }

    private static long basis(ControlState state, ProposalId id, Request request) {
        return request.basis() != 0
                ? request.basis()
                : state.proposal(id).map(p -> p.plan().basisRevision()).orElse(0L);
    }

    private static List<Proposal> answerable(ControlState state) {
        return Stream.concat(state.open().stream(), state.interrupted().stream())
                .toList();
    }

    private static List<Proposal> lastThatDidSomething(ControlState state) {
        return state.proposals().stream()
                .filter(p -> !p.status().live())
                .filter(p -> p.steps().stream().anyMatch(s -> s.state() == StepProgress.State.DONE))
                .limit(1)
                .toList();
    }

    private static ProposalId wanted(Request request, List<Proposal> candidates) {
        if (!request.proposal().isEmpty()) {
            return ProposalId.parse(request.proposal());
        }
        return switch (candidates.size()) {
            case 0 ->
                throw new IllegalArgumentException(
                        "There is no proposal to %s.".formatted(request.verb().text()));
            case 1 -> candidates.getFirst().id();
            default ->
                throw new IllegalArgumentException("There are %d proposals to %s; name one. %s"
                        .formatted(candidates.size(), request.verb().text(), StateText.lines(candidates)));
        };
    }
}
