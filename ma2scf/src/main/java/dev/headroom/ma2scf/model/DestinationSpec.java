package dev.headroom.ma2scf.model;

/**
 * One destination as it is configured: everything that {@code ipvsadm -e} would reset if it were left out.
 *
 * @param endpoint its key within the virtual service
 */
public record DestinationSpec(Endpoint endpoint, ForwardingMethod method, Weight weight, Thresholds thresholds)
        implements Comparable<DestinationSpec> {

    public DestinationSpec withWeight(Weight newWeight) {
        return new DestinationSpec(endpoint, method, newWeight, thresholds);
    }

    /** By endpoint. */
    @Override
    public int compareTo(DestinationSpec other) {
        return endpoint.compareTo(other.endpoint);
    }
}
