package dev.headroom.backend.command;

import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.DirectRouting;
import dev.headroom.ma2scf.model.ForwardingMethod.Local;
import dev.headroom.ma2scf.model.ForwardingMethod.Masquerading;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Spells commands of {@code ipvsadm}. Pure. Each has the whole destination: {@code ipvsadm -e} resets every setting
 * that is left out (method to direct routing, weight to 1, thresholds and tunnel to none).
 */
public final class IpvsCommands {
    private IpvsCommands() {}

    /** Lists the table with the clients that persistence binds to each destination. */
    public static CommandLine listPersistent() {
        return CommandLine.of("ipvsadm", "-Ln", "--persistent-conn");
    }

    /** Lists the packets of each destination, in whole numbers. */
    public static CommandLine listPackets() {
        return CommandLine.of("ipvsadm", "-Ln", "--stats", "--exact");
    }

    /** Lists how long the director remembers a connection. */
    public static CommandLine listTimeouts() {
        return CommandLine.of("ipvsadm", "-Ln", "--timeout");
    }

    /** How the listings of a table begin the line of a virtual service, its words parted by single blanks. */
    public static String header(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, Endpoint endpoint) -> protocol + " " + endpoint;
            case VirtualAddress.FirewallMark(long mark, boolean ipv6) -> "FWM " + mark + (ipv6 ? " IPv6" : "");
        };
    }

    /** Adds a destination. */
    public static CommandLine add(VirtualAddress service, DestinationSpec destination) {
        return withDestination("-a", service, destination);
    }

    /** Replaces the whole destination. */
    public static CommandLine edit(VirtualAddress service, DestinationSpec destination) {
        return withDestination("-e", service, destination);
    }

    /** Removes a destination. */
    public static CommandLine delete(VirtualAddress service, Endpoint destination) {
        List<String> arguments = begun("-d", service);
        arguments.addAll(List.of("-r", destination.toString()));
        return new CommandLine(arguments);
    }

    private static CommandLine withDestination(String verb, VirtualAddress service, DestinationSpec destination) {
        List<String> arguments = begun(verb, service);
        arguments.addAll(List.of("-r", destination.endpoint().toString()));
        arguments.addAll(method(destination.method()));
        arguments.addAll(List.of("-w", destination.weight().toString()));
        arguments.addAll(List.of("-x", Integer.toString(destination.thresholds().upper())));
        arguments.addAll(List.of("-y", Integer.toString(destination.thresholds().lower())));
        return new CommandLine(arguments);
    }

    private static List<String> begun(String verb, VirtualAddress service) {
        List<String> arguments = new ArrayList<>(List.of("ipvsadm", verb));
        arguments.addAll(
                switch (service) {
                    case VirtualAddress.Socket(var protocol, Endpoint endpoint) ->
                        List.of(
                                switch (protocol) {
                                    case TCP -> "-t";
                                    case UDP -> "-u";
                                    case SCTP -> "--sctp-service";
                                },
                                endpoint.toString());
                    case VirtualAddress.FirewallMark(long mark, boolean ipv6) ->
                        ipv6 ? List.of("-f", Long.toString(mark), "-6") : List.of("-f", Long.toString(mark));
                });
        return arguments;
    }

    private static List<String> method(ForwardingMethod method) {
        return switch (method) {
            // The kernel itself finds out that an address is its own.
            case DirectRouting(), Local() -> List.of("-g");
            case Masquerading() -> List.of("-m");
            case Tunneling(TunnelType type, int port, TunnelChecksum checksum) ->
                switch (type) {
                    // ipvsadm before 1.30 has only this kind and does not know --tun-type; newer versions need no
                    // option for it.
                    case IPIP -> List.of("-i");
                    case GUE ->
                        List.of("-i", "--tun-type", "gue", "--tun-port", Integer.toString(port), option(checksum));
                    case GRE -> List.of("-i", "--tun-type", "gre", option(checksum));
                };
        };
    }

    private static String option(TunnelChecksum checksum) {
        return switch (checksum) {
            case NONE -> "--tun-nocsum";
            case FULL -> "--tun-csum";
            case REMOTE -> "--tun-remcsum";
        };
    }
}
