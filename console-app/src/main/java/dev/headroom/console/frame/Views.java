package dev.headroom.console.frame;

import dev.headroom.console.fx.Projection;
import dev.headroom.console.proposals.ProposalsView;
import dev.headroom.console.proposals.ProposalsViewModel;
import dev.headroom.console.topology.TopologyView;
import dev.headroom.console.topology.TopologyViewModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.layout.Region;

/** Makes every feature's view model and view, by hand. */
final class Views {
    private final ProposalsViewModel proposals;
    private final ProposalsView inbox;
    private final Map<Place, Region> places = new EnumMap<>(Place.class);
    private final List<Projection> projections;

    Views(ConsoleInputs inputs) {
        proposals = new ProposalsViewModel(inputs.intents(), inputs.operator());
        inbox = new ProposalsView(proposals);
        TopologyViewModel topology = new TopologyViewModel(inputs.policy());
        places.put(Place.OVERVIEW, new TopologyView(topology));
        projections = List.of(proposals, topology);
    }

    ProposalsViewModel proposals() {
        return proposals;
    }

    Node inbox() {
        return inbox;
    }

    Region at(Place place) {
        return places.getOrDefault(place, inbox);
    }

    List<Projection> projections() {
        return projections;
    }
}
