/** Classes that each break one rule of the house, to prove that the rule can fail. */
package io.vigie.architecture.planted;
