package dev.headroom.backend.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Tells the sealed types of the model apart by a field {@code "is"}. */
final class Alternatives {
    private Alternatives() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Reading.Fresh.class, name = "fresh"),
        @JsonSubTypes.Type(value = Reading.Stale.class, name = "stale"),
        @JsonSubTypes.Type(value = Reading.Missing.class, name = "missing")
    })
    interface Readings {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ForwardingMethod.DirectRouting.class, name = "direct-routing"),
        @JsonSubTypes.Type(value = ForwardingMethod.Masquerading.class, name = "masquerading"),
        @JsonSubTypes.Type(value = ForwardingMethod.Tunneling.class, name = "tunneling"),
        @JsonSubTypes.Type(value = ForwardingMethod.Local.class, name = "local")
    })
    interface Methods {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ContainerRole.Home.class, name = "home"),
        @JsonSubTypes.Type(value = ContainerRole.StandBy.class, name = "stand-by"),
        @JsonSubTypes.Type(value = ContainerRole.Ambiguous.class, name = "ambiguous"),
        @JsonSubTypes.Type(value = ContainerRole.Unrelated.class, name = "unrelated")
    })
    interface Roles {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Starter.Somebody.class, name = "somebody"),
        @JsonSubTypes.Type(value = Starter.Us.class, name = "us"),
        @JsonSubTypes.Type(value = Starter.Another.class, name = "another")
    })
    interface Starters {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = ContainerAction.StartContainer.class, name = "start-container"),
        @JsonSubTypes.Type(value = ContainerAction.AwaitServing.class, name = "await-serving"),
        @JsonSubTypes.Type(value = ContainerAction.StopContainer.class, name = "stop-container"),
        @JsonSubTypes.Type(value = TableAction.AddDestination.class, name = "add-destination"),
        @JsonSubTypes.Type(value = TableAction.RemoveDestination.class, name = "remove-destination"),
        @JsonSubTypes.Type(value = TableAction.SetWeight.class, name = "set-weight"),
        @JsonSubTypes.Type(value = TableAction.AwaitDrained.class, name = "await-drained")
    })
    interface Actions {}

    /** The values that {@code "is"} may have where a {@code type} is expected. */
    static List<String> wordsFor(Class<?> type) {
        return Stream.of(Readings.class, Methods.class, Roles.class, Starters.class)
                .map(mixIn -> mixIn.getAnnotation(JsonSubTypes.class))
                .filter(names -> Arrays.stream(names.value()).anyMatch(t -> type.isAssignableFrom(t.value())))
                .flatMap(names -> Arrays.stream(names.value()))
                .map(JsonSubTypes.Type::name)
                .toList();
    }
}
