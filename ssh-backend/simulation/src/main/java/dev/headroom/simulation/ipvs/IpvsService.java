package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One virtual service of a director's table. Guarded by the cluster's lock. */
public final class IpvsService {
    private final VirtualAddress address;
    private final ServiceTally tally;
    private final SortedMap<Endpoint, IpvsDestination> destinations = new TreeMap<>(KernelOrder.ENDPOINTS);
    private ServiceListing.Traffic removed = ServiceListing.Traffic.NONE;
    private Settings settings;

    IpvsService(VirtualAddress address, Settings settings, ServiceTally tally) {
        this.address = address;
        this.settings = settings;
        this.tally = tally;
    }

    /**
     * The settings that {@code -A} and {@code -E} set together.
     *
     * @param persistence seconds; 0 for none
     * @param netmask of the client addresses that share a destination
     * @param onePacket whether each packet is scheduled by itself
     */
    public record Settings(Scheduler scheduler, int persistence, Optional<String> netmask, boolean onePacket) {}

    VirtualAddress address() {
        return address;
    }

    public Scheduler scheduler() {
        return settings.scheduler();
    }

    void replace(Settings whole) {
        settings = whole;
    }

    public List<IpvsDestination> destinations() {
        return List.copyOf(destinations.values());
    }

    Optional<IpvsDestination> destination(Endpoint endpoint) {
        return Optional.ofNullable(destinations.get(endpoint));
    }

    IpvsDestination add(DestinationSpec spec) {
        IpvsDestination added = new IpvsDestination(spec, tally);
        destinations.put(spec.endpoint(), added);
        return added;
    }

    Optional<IpvsDestination> remove(Endpoint endpoint) {
        Optional<IpvsDestination> gone = Optional.ofNullable(destinations.remove(endpoint));
        gone.ifPresent(d -> removed = removed.plus(d.row().traffic()));
        return gone;
    }

    public void fade(double seconds) {
        destinations.values().forEach(d -> d.fade(seconds, settings.persistence()));
    }

    void zero() {
        removed = ServiceListing.Traffic.NONE;
        destinations.values().forEach(IpvsDestination::zero);
    }

    ServiceListing listing() {
        List<ServiceListing.Row> rows = new ArrayList<>();
        ServiceListing.Traffic traffic = removed;
        for (IpvsDestination destination : destinations.values()) {
            ServiceListing.Row row = destination.row();
            rows.add(row);
            traffic = traffic.plus(row.traffic());
        }
        return new ServiceListing(
                address,
                settings.scheduler(),
                settings.persistence(),
                settings.netmask(),
                settings.onePacket(),
                traffic,
                rows);
    }
}
