/** What is so, at one moment: services, servers and destinations as they are seen, and what has failed. */
package dev.headroom.ma2scf.sharing.facts;
