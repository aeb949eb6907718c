/** Views and diagnoses computed from one snapshot: of services, servers and destinations, and of what has failed. */
package dev.headroom.ma2scf.sharing.facts;
