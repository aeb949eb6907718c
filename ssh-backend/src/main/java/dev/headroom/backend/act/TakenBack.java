package dev.headroom.backend.act;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.IpvsCommands;
import dev.headroom.backend.command.RevertCommands.Change;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.TableAction.AddDestination;
import dev.headroom.ma2scf.plan.TableAction.RemoveDestination;
import dev.headroom.ma2scf.plan.TableAction.SetWeight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What takes back the changes of a plan on one director: weights that it sets, and destinations that it adds. It adds nothing and
 * sets nothing to 0 that the plan did not add, for the director does not know what serves. Pure.
 */
final class TakenBack {
    private final UnaryOperator<CommandLine> changing;
    private final Map<Entry, List<TableAction>> entries = new LinkedHashMap<>();

    private record Entry(VirtualAddress address, Endpoint endpoint) {}

    private TakenBack(List<TableAction> own, UnaryOperator<CommandLine> changing) {
        this.changing = changing;
        own.stream()
                .filter(TableAction::mutates)
                .forEach(change -> entries.computeIfAbsent(
                                new Entry(change.address(), change.endpoint()), _ -> new ArrayList<>())
                        .add(change));
    }

    /**
     * The changes in the order in which they are taken back: greater weights first, destinations that go last.
     *
     * @param own the changes of the plan on the director, in order
     * @param changing the command of a tool that changes the table, with the login user's rights
     */
    static List<Change> of(List<TableAction> own, UnaryOperator<CommandLine> changing) {
        TakenBack all = new TakenBack(own, changing);
        return Stream.of(all.weights(true), all.weights(false), all.added())
                .flatMap(List::stream)
                .toList();
    }

    private List<Change> weights(boolean raised) {
        return entries.entrySet().stream()
                .flatMap(e -> back(e.getKey(), e.getValue(), raised).stream())
                .toList();
    }

    private Optional<Change> back(Entry entry, List<TableAction> changes, boolean raised) {
        if (!(changes.getFirst() instanceof SetWeight first)
                || first.before().weight().isQuiesced()) {
            return Optional.empty();
        }
        Weight before = first.before().weight();
        boolean raises = changes.stream()
                .filter(SetWeight.class::isInstance)
                .allMatch(change -> ((SetWeight) change).weight().value() < before.value());
        return raises == raised
                ? Optional.of(new Change.Back(
                        IpvsCommands.header(entry.address()),
                        entry.endpoint().toString(),
                        before.toString(),
                        written(changes),
                        changing.apply(IpvsCommands.edit(entry.address(), first.before()))))
                : Optional.empty();
    }

    private List<Change> added() {
        return entries.entrySet().stream()
                .flatMap(e -> out(e.getKey(), e.getValue()).stream())
                .toList();
    }

    private Optional<Change> out(Entry entry, List<TableAction> changes) {
        return changes.getFirst() instanceof AddDestination added
                ? Optional.of(new Change.Out(
                        IpvsCommands.header(entry.address()),
                        entry.endpoint().toString(),
                        written(changes),
                        replaced(entry.address()),
                        changing.apply(
                                IpvsCommands.edit(entry.address(), added.spec().withWeight(Weight.ZERO))),
                        changing.apply(IpvsCommands.delete(entry.address(), entry.endpoint()))))
                : Optional.empty();
    }

    /** The weights that the plan sets there. */
    private static List<String> written(List<TableAction> changes) {
        return changes.stream()
                .flatMap(change -> switch (change) {
                    case SetWeight set -> Stream.of(set.weight());
                    case AddDestination added -> Stream.of(added.spec().weight());
                    case RemoveDestination _, TableAction.AwaitDrained _ -> Stream.<Weight>of();
                })
                .map(Weight::toString)
                .distinct()
                .toList();
    }

    private List<String> replaced(VirtualAddress address) {
        return entries.entrySet().stream()
                .filter(e -> e.getKey().address().equals(address))
                .filter(e -> e.getValue().stream().anyMatch(RemoveDestination.class::isInstance))
                .map(e -> e.getKey().endpoint().toString())
                .toList();
    }
}
