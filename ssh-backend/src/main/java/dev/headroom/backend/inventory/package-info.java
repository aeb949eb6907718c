/** Cluster files: what the operator says about a cluster, read strictly, each mistake told with its line. */
package dev.headroom.backend.inventory;
