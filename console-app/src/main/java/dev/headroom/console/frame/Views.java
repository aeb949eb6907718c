package dev.headroom.console.frame;

import dev.headroom.console.connections.ConnectionsView;
import dev.headroom.console.connections.ConnectionsViewModel;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.history.HistoryView;
import dev.headroom.console.history.HistoryViewModel;
import dev.headroom.console.loans.LoansView;
import dev.headroom.console.loans.LoansViewModel;
import dev.headroom.console.proposals.AdoptionNode;
import dev.headroom.console.proposals.AdoptionViewModel;
import dev.headroom.console.proposals.ProposalsView;
import dev.headroom.console.proposals.ProposalsViewModel;
import dev.headroom.console.servers.ServersView;
import dev.headroom.console.servers.ServersViewModel;
import dev.headroom.console.services.ServicesView;
import dev.headroom.console.services.ServicesViewModel;
import dev.headroom.console.status.Projection;
import dev.headroom.console.topology.TopologyView;
import dev.headroom.console.topology.TopologyViewModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.layout.Region;

/** Makes every feature's view model and view, by hand. */
final class Views {
    private final ProposalsViewModel proposals;
    private final ProposalsView inbox;
    private final Map<Place, Region> places = new EnumMap<>(Place.class);
    private final List<Projection> projections;

    Views(ConsoleInputs inputs) {
        proposals = new ProposalsViewModel(inputs.intents(), inputs.operator());
        AdoptionViewModel adoption = new AdoptionViewModel(inputs.intents(), inputs.operator());
        inbox = new ProposalsView(proposals, new AdoptionNode(adoption), inputs.scripts());
        TopologyViewModel topology = new TopologyViewModel(inputs.reserve());
        ServicesViewModel services = new ServicesViewModel();
        ServersViewModel servers = new ServersViewModel();
        LoansViewModel loans = new LoansViewModel();
        HistoryViewModel history = new HistoryViewModel();
        ConnectionsViewModel connections = new ConnectionsViewModel(inputs.hosts());
        places.put(Place.OVERVIEW, new TopologyView(topology));
        places.put(Place.SERVICES, new ServicesView(services));
        places.put(Place.SERVERS, new ServersView(servers));
        places.put(Place.LOANS, new LoansView(loans));
        places.put(Place.HISTORY, new HistoryView(history, inputs.scripts()));
        places.put(Place.CONNECTIONS, new ConnectionsView(connections));
        projections = List.of(adoption, proposals, topology, services, servers, loans, history, connections);
    }

    ProposalsViewModel proposals() {
        return proposals;
    }

    ProposalsView inbox() {
        return inbox;
    }

    Region at(Place place) {
        return places.getOrDefault(place, inbox);
    }

    /** The table of a place, if it is one. */
    Optional<TablePage<?>> page(Place place) {
        return places.get(place) instanceof TablePage<?> page ? Optional.of(page) : Optional.empty();
    }

    List<Projection> projections() {
        return projections;
    }
}
