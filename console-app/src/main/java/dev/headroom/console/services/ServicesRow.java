package dev.headroom.console.services;

import dev.headroom.console.status.ServiceFigures;
import dev.headroom.ma2scf.model.ServiceId;

/**
 * One virtual service as a row.
 *
 * @param verdict the present verdict of the sharing rules
 */
record ServicesRow(ServiceId id, int priority, String address, ServiceFigures figures, int minimum, String verdict) {

    String searched() {
        return id + " " + figures.badge().word() + " " + address + " " + verdict;
    }
}
