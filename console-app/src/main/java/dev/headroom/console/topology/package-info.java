/** The overview: directors, services, real servers, containers, and the flows between them, left to right. */
package dev.headroom.console.topology;
