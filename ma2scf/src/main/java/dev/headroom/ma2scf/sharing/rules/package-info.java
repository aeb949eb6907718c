/** Why something should be changed. Each rule is asked once a round of each service. */
package dev.headroom.ma2scf.sharing.rules;
