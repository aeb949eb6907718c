/** Cluster files: the operator's definition of a cluster, read strictly; an error names the line of the mistake. */
package dev.headroom.backend.inventory;
