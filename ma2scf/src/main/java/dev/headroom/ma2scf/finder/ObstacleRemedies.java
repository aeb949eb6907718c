package dev.headroom.ma2scf.finder;

/** Refusals that no amount of anything lifts, and what must become true instead. */
final class ObstacleRemedies {
    private ObstacleRemedies() {}

    static Remedy removal(Refusal.Obstacle refusal) {
        return switch (refusal) {
            case Refusal.NotMeasured _ -> must("It must be measured again before it can lend.");
            case Refusal.Failed _ -> must("It must come back, and be seen alive by the directors, before it can lend.");
            case Refusal.InMaintenance _ -> must("Its maintenance must end before it can lend.");
            case Refusal.CannotBeChanged _ -> must("Commands must be able to change it before it can lend.");
            case Refusal.StandByNotReady _ ->
                must("Its stand-by container must be stopped and in no director's table.");
            case Refusal.ServesAlready _ -> must("The service would have to be served there no more.");
            case Refusal.QuiescedThere _ -> must("Its own destination would have to be given a weight again.");
            case Refusal.NeededAtHome(var owner, var _) -> must("%s must need it no more.".formatted(owner));
            case Refusal.BorrowedAtHome(var owner) ->
                must("It must be seen that the loan to %s is enough.".formatted(owner));
            case Refusal.RecalledLately _ -> must("Time must pass since it took a loan back.");
            case Refusal.MadeRoomLately _ -> must("Time must pass since it made room.");
            case Refusal.KeptForAnother(var heir, var _) ->
                must("%s must have taken the room or be short no more, or time must pass.".formatted(heir));
            case Refusal.ReturnedLately _ ->
                must("Time must pass since its container was stopped, or others be not enough.");
            case Refusal.FailedLately _ ->
                must("Its stand-by container must serve once it is started; time must pass.");
            case Refusal.LoanSettling _ -> must("The load of the loan that has just begun must be measured first.");
            case Refusal.ShareTooLarge _ -> must("The other destinations would have to have larger weights.");
            case Refusal.KeptApart(var service, var other) ->
                must("%s would have to leave it, or be allowed to share a server with %s.".formatted(other, service));
            case Refusal.ServerFull(var service, int limit) ->
                must("More than %d containers of %s would have to be allowed on one server.".formatted(limit, service));
        };
    }

    private static Remedy must(String sentence) {
        return new Remedy.MustBecome(sentence);
    }
}
