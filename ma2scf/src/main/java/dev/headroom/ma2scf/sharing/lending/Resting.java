package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A container that was stopped a short time ago rests: when its crowd comes again, others serve it, so that no container starts and
 * stops over and over. It rests no longer where the others cannot end the overload. See decision 0017.
 */
public final class Resting {
    private final ServiceView view;
    private final Round round;
    private final Situation situation;
    private final Duration rest;

    public Resting(ServiceView view, Round round) {
        this.view = view;
        this.round = round;
        situation = round.situation();
        rest = situation.loanTerm();
    }

    /** {@code request} without the containers that rest, if the others are enough. */
    Request spare(Request request) {
        List<Request.Candidate> candidates = new ArrayList<>();
        Map<ServerId, Refusal> refused = new TreeMap<>(request.refused());
        for (Request.Candidate candidate : request.candidates()) {
            List<ContainerId> awake = candidate.standBys().stream()
                    .filter(container -> age(container).isEmpty())
                    .toList();
            if (awake.isEmpty() && !candidate.standBys().isEmpty()) {
                age(candidate.standBys().getFirst())
                        .ifPresent(age -> refused.put(candidate.server(), new Refusal.ReturnedLately(age.toSeconds())));
            } else {
                candidates.add(new Request.Candidate(candidate.server(), awake));
            }
        }
        Request spared = request.among(candidates, refused);
        return candidates.equals(request.candidates()) || endsTheOverload(spared) ? spared : request;
    }

    public boolean rests(ContainerId container) {
        return age(container).isPresent();
    }

    /** How long ago it stopped, if it rests. */
    private Optional<Duration> age(ContainerId container) {
        return Optional.ofNullable(situation.memory().stamps().returnedAt().get(container))
                .map(at -> Duration.between(at, situation.now()))
                .filter(age -> age.compareTo(rest) < 0);
    }

    /** Below the threshold, not at the target: what is missing between the two is no reason to disturb a rest. */
    private boolean endsTheOverload(Request spared) {
        double deficit = view.deficit(situation.policy().overloadAt().fraction());
        Request enough = spared.with(spared.need().withDeficit(deficit))
                .with(new Quota(view, situation).limits(Integer.MAX_VALUE));
        return round.alone(enough).shortage() <= deficit * 1e-9;
    }
}
